/** Gives words for what is wrong with a typed mail address; undefined when it may be sent. */
export function checkMail(mail: string): string | undefined {
  const trimmed = mail.trim()
  if (trimmed === '') return 'メールアドレスを入力してください。'
  // The server knows the whole grammar; here only slips are caught while the person still looks at them.
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(trimmed)) {
    return 'メールアドレスの形を確かめてください。例：hanako@example.jp'
  }
  return undefined
}

/** Gives words for what is wrong with a new password; undefined when it may be sent. */
export function checkNewPassword(password: string, shortest: number): string | undefined {
  if (password === '') return 'パスワードを入力してください。'
  if (password.length < shortest) {
    return `パスワードは${shortest}文字以上にしてください。あと${shortest - password.length}文字です。`
  }
  return undefined
}
