// The list of pages on a phone is a popover: the browser opens it, closes it at Escape and at a click beside it, and tells screen
// readers. The page stays the same document when a link in it is followed, so it is closed here.
const close = () => document.querySelectorAll(".menu:popover-open").forEach(menu => menu.hidePopover());
addEventListener("click", e => e.target.closest?.(".menu a") && close());
addEventListener("popstate", close);
