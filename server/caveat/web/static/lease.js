// A claim on an article: how long it runs, prolonged while somebody works on it.
import { post } from "./asking.js";

const ACTIVE = 120_000;

export class Lease {
  constructor(main, ended) {
    this.main = main;
    this.ended = ended;
    this.until = 0;
    this.length = 0;
    this.touched = performance.now();
    this.asking = false;
    for (const kind of ["pointerdown", "keydown", "scroll"]) {
      document.addEventListener(kind, () => { this.touched = performance.now(); }, { passive: true });
    }
    this.timer = setInterval(() => this.tick(), 1_000);
  }

  get held() {
    return this.until > performance.now();
  }

  begin(token, left) {
    for (const field of this.main.querySelectorAll("[data-token]")) field.value = token;
    this.run(left);
    this.lock(false);
  }

  run(left) {
    this.until = performance.now() + left * 1_000;
    this.length = left * 1_000;
    this.tick();
  }

  async extend() {
    if (this.asking || !this.held) return;
    this.asking = true;
    const form = this.main.querySelector("#extend");
    const { ok, status, data } = await post(form.action, new FormData(form));
    this.asking = false;
    if (ok) this.run(data.left);
    else if (status === 409) this.end();
  }

  stop() {
    clearInterval(this.timer);
    this.until = 0;
  }

  end() {
    this.until = 0;
    this.lock(true);
    this.say("Your claim has run out. What you chose is still here.");
    this.ended();
  }

  lock(locked) {
    for (const part of this.main.querySelectorAll("[data-locked]")) part.disabled = locked;
    this.main.querySelector("[data-claim]").hidden = !locked;
  }

  say(text) {
    this.main.querySelector("[data-lease-text]").textContent = text;
  }

  tick() {
    if (!this.until) return;
    const left = this.until - performance.now();
    if (left <= 0) {
      this.end();
      return;
    }
    const seconds = Math.ceil(left / 1_000);
    const rest = String(seconds % 60).padStart(2, "0");
    this.say(`Yours for ${Math.floor(seconds / 60)}:${rest}`);
    const active = performance.now() - this.touched < ACTIVE && !document.hidden;
    if (left < this.length / 3 && active) this.extend();
  }
}
