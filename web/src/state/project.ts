/** The project that is looked at, by the page's address. */
import { computed, signal } from "@preact/signals";
import { route } from "../shell/router";

export const project = computed(() => ("project" in route.value ? route.value.project : null));

/** Why there is no such project, in the server's words; null where there is one. */
export const missingProject = signal<string | null>(null);
