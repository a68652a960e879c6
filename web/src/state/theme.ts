/** Light or dark: as the system says, or as the reader chose. */
import { computed, effect, signal } from "@preact/signals";
import { remembered, remember } from "./memory";

export type Theme = "system" | "light" | "dark";

const night = window.matchMedia("(prefers-color-scheme: dark)");
const isNight = signal(night.matches);
night.addEventListener("change", () => (isNight.value = night.matches));

const kept = remembered("theme");
export const theme = signal<Theme>(kept === "light" || kept === "dark" ? kept : "system");
export const isDark = computed(() => (theme.value === "system" ? isNight.value : theme.value === "dark"));

/** Keep the page's attribute as the choice is. */
export function applyTheme(): void {
  effect(() => {
    document.documentElement.dataset["theme"] = isDark.value ? "dark" : "light";
    remember("theme", theme.value);
  });
}
