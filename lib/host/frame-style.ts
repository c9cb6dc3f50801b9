/**
 * What the open sidebar adds: an overlay at the side, or a sheet at the bottom of a narrow window. What is dragged must not
 * come over the frame, which would keep that it was let go to itself. Nothing of ours may lie
 * over the frame, not even what cannot be seen: Chromium would tell the frame that it is covered, and it would send nothing.
 */
export const FRAME_STYLE = `
.box{position:absolute;inset-block:0;width:min(var(--width),100vw);background:light-dark(#fff,#16191f);
box-shadow:0 0 0 1px light-dark(#0002,#fff2),0 8px 32px #0004;pointer-events:auto}
.right .box{right:0}
.left .box{left:0}
iframe{display:block;width:100%;height:100%;border:0;color-scheme:normal}
.grip{position:absolute;inset-block:0;width:6px;cursor:ew-resize;touch-action:none}
.right .grip{left:-6px}
.left .grip{right:-6px}
.grip:hover,.grip:focus-visible{background:light-dark(#0b6e4f66,#5fd3a566);outline:none}
.grip:active~iframe,.handle:active~.box iframe{pointer-events:none}
.sheet .box{inset:auto 0 0 0;width:auto;height:min(70vh,640px);border-radius:14px 14px 0 0;overflow:hidden}
.sheet .grip{display:none}
.sheet.open .handle{inset:auto auto min(70vh,640px) 50%;width:56px;height:28px;margin:0 0 0 -28px;transform:none;border-radius:10px 10px 0 0;
border:1px solid light-dark(#c9d0da,#4a5261);border-bottom:0}
.sheet.open .note{inset:40px 16px auto;width:auto;max-width:none;transform:none}
@media (forced-colors:active){.box{border:1px solid}}`;
