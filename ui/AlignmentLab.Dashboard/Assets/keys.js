// A frame that takes keys names them in data-keys. They do not scroll the page then. Keys that a field or a button wants for
// itself do not reach the frame.
document.addEventListener("keydown", e => {
  const keys = e.target.closest?.("[data-keys]")?.dataset.keys.split(" ");
  if (!keys || e.ctrlKey || e.altKey || e.metaKey) {
    return;
  }

  const isField = e.target.matches("input:not([type=range]), textarea, select, [contenteditable]");
  const isPressed = e.target.matches("button, a, summary") && (e.code === "Space" || e.code === "Enter");
  if (isField || isPressed) {
    e.stopImmediatePropagation();
  } else if (keys.includes(e.code)) {
    e.preventDefault();
  }
}, true);
