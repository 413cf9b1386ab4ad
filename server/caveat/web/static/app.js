// Everything works without script; what is here makes it quicker.
import { theme } from "./theme.js";
import { keys, openKeys } from "./keys.js";
import { arrive } from "./login.js";
import { reading } from "./reading.js";

theme();
arrive();
keys();
reading(document.querySelector("main"));

document.querySelector("[data-keys-open]").hidden = false;
document.querySelector("[data-keys-open]").addEventListener("click", openKeys);

document.querySelector("[data-check]")?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
});

document.documentElement.dataset.ready = "";
