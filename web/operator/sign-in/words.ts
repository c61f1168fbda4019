import type { OperatorWay } from '#contract/operator-sign-in.ts'

/** What is asked of the second step, and how it is answered. */
export const wayWords: Record<OperatorWay, { name: string; label: string; help?: string; missing: string }> =
  {
    authenticator: {
      name: '認証アプリ',
      label: '認証アプリの数字（6桁）',
      missing: '認証アプリに表示された6桁の数字を入力してください。',
    },
    recovery_code: {
      name: 'リカバリーコード',
      label: 'リカバリーコード',
      help: '控えておいたコードのうち、まだ使っていないもの1つを入力してください。',
      missing: '控えておいたリカバリーコードを入力してください。例：01AZ0-1ZJKM',
    },
  }

/** How an authenticator app takes the secret: at the office, it is on a phone beside the screen. */
export const secretWords = {
  scan: 'スマートフォンの認証アプリ（Google Authenticator など）で、このコードを読み取ってください。',
  code: '認証アプリで読み取るコード',
  here: 'この端末の認証アプリを使うときは、下のボタンから開いて追加してください。',
  open: '認証アプリを開く',
  key: '読み取れないときは、次の文字を認証アプリに入力してください。',
}
