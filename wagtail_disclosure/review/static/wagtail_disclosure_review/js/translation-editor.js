// The editor of translations takes its words from Django's catalog when it is drawn, once the
// document is read; this is loaded first, so it comes first then. Where Publish sends to a review,
// the button says so.
document.addEventListener("DOMContentLoaded", () => {
  const words = document.querySelector("[data-disclosure-words]");
  if (words && window.django && window.django.catalog) {
    Object.assign(window.django.catalog, JSON.parse(words.dataset.disclosureWords));
  }
});
