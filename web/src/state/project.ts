/** The project that is looked at, by the page's address. */
import { computed } from "@preact/signals";
import { route } from "../shell/router";

export const project = computed(() => ("project" in route.value ? route.value.project : null));
