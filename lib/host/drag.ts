/** Fewer pixels are a trembling hand. */
const SLACK = 4;

type Drag = {
  /** Where the pointer is, once it has really moved. */
  onMove: (event: PointerEvent) => void;
  /** It was let go after a move. */
  onDrop: () => void;
};

/** Lets a person drag a part; a click is no drag. Tells whether the last press was one. */
export function drag(part: HTMLElement, { onMove, onDrop }: Drag): () => boolean {
  let isMoved = false;
  part.addEventListener('pointerdown', (from) => {
    isMoved = false;
    if (!from.isTrusted || from.button !== 0) return;
    // Over the frame the pointer would belong to the frame.
    part.setPointerCapture(from.pointerId);
    const move = (event: PointerEvent) => {
      isMoved ||= Math.abs(event.clientX - from.clientX) + Math.abs(event.clientY - from.clientY) > SLACK;
      if (isMoved) onMove(event);
    };
    part.addEventListener('pointermove', move);
    const end = () => {
      part.removeEventListener('pointermove', move);
      if (isMoved) onDrop();
    };
    part.addEventListener('lostpointercapture', end, { once: true });
  });
  return () => isMoved;
}

/** A whole number between two others. */
export const clamp = (value: number, least: number, most: number): number =>
  Math.round(Math.min(Math.max(value, least), most));
