// Everything works without script; what is here makes it quicker.
import { keys, openKeys } from "./keys.js";
import { list } from "./list.js";
import { arrive } from "./login.js";
import { reading } from "./reading.js";
import { review } from "./review.js";
import { watchSelection } from "./selection.js";
import { theme } from "./theme.js";
import { recall } from "./toast.js";

function mount(main) {
  list(main);
  review(main, reading(main), mount);
}

theme();
arrive();
keys();
watchSelection();
mount(document.querySelector("main"));
recall();

const help = document.querySelector("[data-keys-open]");
help.hidden = false;
help.addEventListener("click", openKeys);
document.querySelector("[data-check]")?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
});
addEventListener("popstate", () => location.reload());
// A page from the browser's history shows how things stood: load it again.
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

document.documentElement.dataset.ready = "";
