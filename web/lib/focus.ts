/**
 * Moves the focus to the first field within an element, or to its first button where there is none: for steps
 * that take the place of the button that was pressed. Also serves as a ref. Does nothing without either.
 */
export function focusFirst(element: HTMLElement | null): void {
  const first = element?.querySelector<HTMLElement>('input') ?? element?.querySelector<HTMLElement>('button')
  first?.focus()
}
