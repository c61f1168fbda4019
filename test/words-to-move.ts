/** Screens whose words still stand in them. It only ever becomes shorter. */
export const notYetMoved: readonly string[] = [
  'web/resident/residents/MailBox.tsx',
  'web/resident/residents/ProfilePage.tsx',
  'web/resident/residents/ProofsPage.tsx',
  'web/resident/residents/SignUpPage.tsx',
  'web/resident/sign-in/CodeStep.tsx',
  'web/resident/sign-in/MailLinkPage.tsx',
]
