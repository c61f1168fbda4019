import type { OperatorChangeKind } from '#contract/operators.ts'

/** What is wished for about somebody of the office: how the card is headed, and what its confirmation does. */
export const changeWords: Record<OperatorChangeKind, { title: string; effect: string }> = {
  invite: {
    title: '招待',
    effect: '確定すると、パスワードを決めるためのリンクがご本人に届きます（24時間、1回だけ）。',
  },
  recover: {
    title: 'ログインの設定し直し',
    effect:
      '確定すると、パスワードと2段階認証がなくなり、すべての端末からログアウトします。設定し直すためのリンクがご本人に届きます。',
  },
  end: {
    title: '登録の終了',
    effect: '確定すると、すぐにログインできなくなります。これまでの記録はお名前とともに残ります。',
  },
}
