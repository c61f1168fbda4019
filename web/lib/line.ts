type Line = { saveData?: boolean; effectiveType?: string }

/** Whether the device says that its line is slow or paid for by what goes over it. One that says nothing is good. */
export function lineIsPoor(): boolean {
  const { saveData, effectiveType } = (navigator as { connection?: Line }).connection ?? {}
  return saveData === true || /[23]g$/.test(effectiveType ?? '')
}
