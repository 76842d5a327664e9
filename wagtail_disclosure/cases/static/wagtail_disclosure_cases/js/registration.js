/* The clerk's screens: only the days that the window asks for, and a button to print. Without this
 * all days are shown, each with a word on when it is needed. */

const print = document.querySelector("[data-disclosure-print]");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}

const choice = document.querySelector("select[name='arrival-window']");
const arrived = document.querySelector("input[name='arrival-arrived_on']");

const place = (name) => document.querySelector(`[data-disclosure-field="${name}"]`);

const toggle = (name, isAsked) => {
  const field = place(name);
  if (!field) return;
  const input = field.querySelector("input");
  // What is wrong or was typed is never hidden.
  field.hidden = !isAsked && !input.value && input.getAttribute("aria-invalid") !== "true";
};

const arrange = () => {
  const asked = (choice.selectedOptions[0]?.dataset.asks ?? "").split(" ");
  toggle("signed_on", asked.includes("signed_on"));
  toggle("confirmed_on", asked.includes("confirmed_on"));
  const days = ["arrived_on", "signed_on", "confirmed_on"];
  const typed = days.map((name) => place(name)?.querySelector("input").value.trim()).filter(Boolean);
  toggle("reason", typed.some((day) => day !== arrived.dataset.today));
};

if (choice && arrived) {
  arrange();
  choice.form.addEventListener("input", arrange);
}
