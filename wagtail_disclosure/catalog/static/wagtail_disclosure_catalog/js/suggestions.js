/* Offers titles while somebody types into a search field; the field works the same without it.
 * The list is the browser's own (datalist), so keyboard and screen readers know it. */

const WAIT = 200; // milliseconds without a key
const field = document.querySelector("input[data-suggestions]");

if (field) {
  const list = document.createElement("datalist");
  list.id = `${field.id}-suggestions`;
  field.after(list);
  field.setAttribute("list", list.id);
  let timer;
  let asked = new AbortController();

  const show = (titles) => {
    list.replaceChildren(
      ...titles.map((title) => {
        const option = document.createElement("option");
        option.value = title;
        return option;
      }),
    );
  };

  const ask = async () => {
    asked.abort();
    asked = new AbortController();
    const words = field.value.trim();
    if (!words) {
      show([]);
      return;
    }
    const address = new URL(field.dataset.suggestions, document.baseURI);
    address.searchParams.set("q", words);
    try {
      const response = await fetch(address, { signal: asked.signal });
      if (response.ok) show((await response.json()).suggestions);
    } catch (error) {
      // Offline or overtaken by the next key: the field works without suggestions.
      if (!(error instanceof TypeError) && error.name !== "AbortError") throw error;
    }
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
}
