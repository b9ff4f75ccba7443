// How the canvas shares wheel and fingers with the browser and with the page around a frame.

// In a frame the wheel is the host page's until the canvas has the focus; the program itself leaves it to the page where
// nothing scrolls.
function shareWheel(canvas) {
  addEventListener('wheel', (event) => {
    if (document.activeElement !== canvas) event.stopImmediatePropagation();
  }, { capture: true, passive: true });
}

// The program sees every touch, and by default would keep them all from the browser. Two fingers are the browser's; in
// a frame so is one that nothing moves with. What it has pressed by then is let go.
function shareFingers(canvas, program, framed) {
  canvas.style.touchAction = framed ? 'manipulation' : 'pinch-zoom';
  const still = 10; // CSS pixels that a finger which presses may move
  let kept = true;
  let begin;
  const listen = (event) => {
    const [touch] = event.touches;
    if (event.type === 'touchstart') {
      const { left, top } = canvas.getBoundingClientRect();
      begin = touch;
      kept = event.touches.length === 1 && (!framed || program.takesFinger(touch.clientX - left, touch.clientY - top));
      if (event.touches.length > 1) program.letGo();
      if (!framed || !kept) event.preventDefault = () => {};
    }
    const moved = touch && Math.hypot(touch.screenX - begin.screenX, touch.screenY - begin.screenY) > still;
    if (event.type === 'touchcancel' || (event.type === 'touchmove' && !kept && moved)) program.letGo();
  };
  for (const type of ['touchstart', 'touchmove', 'touchcancel']) {
    addEventListener(type, (event) => event.target === canvas && listen(event), { capture: true, passive: true });
  }
}

export function shareHands(canvas, program, framed) {
  if (framed) shareWheel(canvas);
  shareFingers(canvas, program, framed);
}
