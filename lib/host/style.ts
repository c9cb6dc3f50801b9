/**
 * `!important` inside a shadow root wins over whatever the page says about the host, in style sheets and in its style
 * attribute. The host lies over the whole window and lets everything through but its own parts.
 */
export const HANDLE_STYLE = `
:host{all:initial!important;position:fixed!important;inset:0!important;width:auto!important;height:auto!important;margin:0!important;
border:0!important;padding:0!important;overflow:visible!important;background:none!important;pointer-events:none!important;
color-scheme:light dark!important;direction:ltr!important;visibility:visible!important;font:13px/1.4 system-ui,sans-serif!important;
display:block!important}
:host::backdrop{display:none!important}
@media print{:host{display:none!important}}
*{box-sizing:border-box}
[hidden]{display:none!important}
.handle{position:absolute;top:var(--handle-at);width:28px;height:56px;margin:-28px 0 0;padding:0;display:grid;place-items:center;
border:1px solid light-dark(#c9d0da,#4a5261);background:light-dark(#fff,#1e222a);color:light-dark(#0b6e4f,#5fd3a5);
box-shadow:0 1px 6px #0003;pointer-events:auto;cursor:pointer;touch-action:none}
.right .handle{right:var(--out);border-radius:10px 0 0 10px;border-right:0}
.left .handle{left:var(--out);border-radius:0 10px 10px 0;border-left:0}
.handle:focus-visible{outline:3px solid;outline-offset:1px}
svg{width:18px}
.note{position:absolute;top:var(--handle-at);transform:translateY(-50%);width:max-content;max-width:min(280px,calc(100vw - 60px));
margin:0;padding:10px 12px;border-radius:10px;background:light-dark(#1f2733,#e8ecf3);color:light-dark(#fff,#14181f);
box-shadow:0 4px 20px #0005;pointer-events:auto}
.right .note{right:calc(var(--out) + 36px)}
.left .note{left:calc(var(--out) + 36px)}
@media (forced-colors:active){.handle,.note{border:1px solid}}`;
