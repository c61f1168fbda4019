/** Leaves the app for a page of somebody else, in the same window: new windows are what pop-up blockers stop. */
export function leaveFor(url: string): void {
  window.location.assign(url)
}
