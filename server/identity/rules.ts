/** Minutes that a visit to the external app may take. */
export const checkMinutes = 10
/** Visits that a person may begin within an hour. */
export const checksPerHour = 20
