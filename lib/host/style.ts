/**
 * `!important` inside a shadow root wins over whatever the page says about the host, in style sheets and in its style
 * attribute. The host lies over the whole window and lets everything through but its own parts. Forced colors show the
 * note's border.
 */
export const HANDLE_STYLE = `
:host{all:initial!important;position:fixed!important;inset:0!important;pointer-events:none!important;
color-scheme:light dark!important;direction:ltr!important;font:13px/1.4 system-ui,sans-serif!important;display:block!important}
:host::backdrop{display:none!important}
@media print{:host{display:none!important}}
*{box-sizing:border-box}
[hidden]{display:none!important}
.handle,.note{position:absolute;top:var(--handle-at);transform:translateY(-50%);margin:0;pointer-events:auto}
.handle{width:28px;height:56px;padding:0;display:grid;place-items:center;
border:1px solid light-dark(#c9d0da,#4a5261);background:light-dark(#fff,#1e222a);color:light-dark(#0b6e4f,#5fd3a5);
box-shadow:0 1px 6px #0003;cursor:pointer;touch-action:none}
.right .handle{right:var(--out);border-radius:10px 0 0 10px;border-right:0}
.left .handle{left:var(--out);border-radius:0 10px 10px 0;border-left:0}
.handle:focus-visible{outline:3px solid;outline-offset:1px}
svg{width:18px}
.note{width:max-content;max-width:min(280px,calc(100vw - 60px));padding:10px 12px;border:1px solid #0000;border-radius:10px;background:light-dark(#1f2733,#e8ecf3);color:light-dark(#fff,#14181f);
box-shadow:0 4px 20px #0005}
.right .note{right:calc(var(--out) + 36px)}
.left .note{left:calc(var(--out) + 36px)}`;
