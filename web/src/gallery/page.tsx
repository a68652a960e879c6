import { ViewTitle } from "../shell/title";

export function GalleryPage() {
  return <ViewTitle text="Presets" />;
}
