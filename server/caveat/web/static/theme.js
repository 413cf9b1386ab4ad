// Light or dark: what the system prefers until somebody chooses; the choice is a cookie.
export function theme() {
  const form = document.querySelector("[data-theme-form]");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const root = document.documentElement;
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    const secure = location.protocol === "https:" ? ";secure" : "";
    document.cookie = `caveat_theme=${root.dataset.theme};path=/;max-age=31536000;samesite=lax${secure}`;
  });
}
