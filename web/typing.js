// A real text field over the one that the program draws, while that has the keyboard: soft keyboards, input methods and
// the clipboard know only real ones. Enter and leaving it take the text, Escape gives it up.

export function makeTyping(program, canvas) {
  const field = document.createElement('input');
  field.id = 'typing';
  field.hidden = true;
  field.autocomplete = 'off';
  field.spellcheck = false;
  canvas.after(field);
  let open; // the program's field
  let back; // what had the focus before

  function end(what) {
    if (!open) return;
    program.ask(open, field.readOnly ? ASK.give_up : what, 0, field.value);
    open = undefined;
    if (document.activeElement === field) back.focus({ preventScroll: true });
    field.hidden = true;
  }
  field.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'Enter') end(ASK.text);
    if (event.key === 'Escape') end(ASK.give_up);
    if (event.key === 'Tab') event.preventDefault() || end(ASK.text);
  });
  field.addEventListener('blur', () => end(ASK.text));

  // The program's field `id` has got the keyboard; 0: none has it any more.
  return (id, [x, y, width, height], label, text, number, readOnly, scale) => {
    if (!id) return end(ASK.give_up);
    field.setAttribute('aria-label', label);
    if (id === open) return;
    open = id;
    back = document.activeElement ?? canvas;
    Object.assign(field, { hidden: false, value: text, readOnly, inputMode: number ? 'decimal' : 'text' });
    Object.assign(field.style, { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` });
    field.style.setProperty('--size', `${13 * scale}px`);
    field.focus({ preventScroll: true });
    field.select();
  };
}
