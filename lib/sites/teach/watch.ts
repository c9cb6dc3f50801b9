/** Calls back once a frame while the page changes; gives how to ask for that too, and how to end it. */
export function watch(onChange: () => void) {
  let frame = 0;
  const soon = () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      onChange();
    });
  };
  const observer = new MutationObserver(soon);
  observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  const stop = () => {
    observer.disconnect();
    cancelAnimationFrame(frame);
  };
  return { soon, stop };
}
