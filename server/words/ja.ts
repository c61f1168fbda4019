import type { Told } from '#contract/notices.ts'
import type { historyItem } from '#contract/wallets.ts'
import type { z } from 'zod'

type Of<Kind extends Told['kind']> = Extract<Told, { kind: Kind }>
type Security = Record<Of<'security'>['event'], string>
type Why = Record<NonNullable<Of<'automatic_top_up'>['because']>, string>
type Kinds = Record<z.output<typeof historyItem>['kind'], string>
type Help = Record<Of<'helper'>['event'], (name: string) => string>
type GiftCards = Record<Of<'gift'>['card'], string>

const security: Security = {
  new_device: '新しい端末でログインがありました',
  password_changed: 'パスワードが変更されました',
  password_reset: 'パスワードが再設定されました',
  mail_change_asked: 'メールアドレス変更の申し込みがありました',
  mail_changed: 'メールアドレスが変更されました',
  second_step_changed: '2段階認証の設定が変更されました',
  way_in_added: 'ログイン方法が追加されました',
  way_in_removed: 'ログイン方法が外されました',
  signed_out_by_office: '窓口の手続きにより、すべての端末からログアウトしました',
  leaving_cancelled: 'ログインがあったため、退会を取り消しました',
  recovery_opened: '窓口で、ログインの復旧が受け付けられました',
  recovery_approved: '窓口で、ログインの復旧が承認されました',
  recovered: '電話番号が新しくなり、2段階認証が設定し直されました',
}

const why: Why = {
  monthly_ceiling: 'ご自身で決めた1か月の上限に達しました。来月から、また自動でチャージします。',
  limit: 'チャージできる上限に達しました。上限が戻ると、また自動でチャージします。',
  balance_cap: '残高の上限を超えるため、チャージしませんでした。',
  declined: '銀行でお取引できませんでした。口座の残高などを確かめてください。',
  account_gone: '口座の登録が解除されました。',
  not_allowed: 'ご本人の確認が必要になりました。',
}

const giftCards: GiftCards = {
  thanks: 'ありがとう',
  congratulations: 'おめでとう',
  please: 'どうぞ',
}

const kinds: Kinds = {
  payment: '支払い',
  refund: '返金',
  top_up: 'チャージ',
  top_up_return: 'チャージの取り消し',
  top_up_regained: 'チャージの復元',
  top_up_bonus: 'チャージのボーナス',
  payment_bonus: 'お支払いのボーナス',
  bonus_return: 'ボーナスの取り消し',
  bonus_debt: '使用済みボーナスの差し引き',
  grant: 'ポイント付与',
  lapse: '期限切れ',
  renewal: '期限切れポイントの延長',
  gift_given: 'おくったコイン',
  gift_received: 'もらったコイン',
}

const help: Help = {
  began: (name) => `${name}さんとのお手伝いが始まりました`,
  caps_changed: (name) => `${name}さんとのお手伝いの金額が変わりました`,
  ended: (name) => `${name}さんとのお手伝いが終わりました`,
  topped_up: (name) => `${name}さんが代わりにチャージしました`,
  paid: (name) => `${name}さんが代わりに支払いました`,
}

/** Amounts and days arrive as they are written in the language. */
export const ja = {
  yen: (amount: string) => `${amount}円`,
  points: (amount: string) => `${amount}ポイント`,

  notices: {
    payment: 'お支払いが完了しました',
    refund: '返金がありました',
    expiring: (day: string, pointsName: string) => `${day}に${pointsName}の期限が切れます`,
    expiringBody: (points: string, day: string) => `${points}ポイントは、${day}まで使えます。`,
    granted: (pointsName: string) => `${pointsName}が届きました`,
    gift: 'コインが届きました',
    giftBody: (giver: string, amount: string, card: string) => `${giver}から${amount}「${card}」`,
    giver: (name: string) => (name ? `${name}さん` : 'どなたか'),
    giftCards,
    help,
    helpBody: '内容は「家族のお手伝い」で確かめられます。',
    automaticOn: 'オートチャージを設定しました',
    automaticOnBody: (coinName: string) => `${coinName}を自動でチャージします。`,
    automaticDone: 'オートチャージしました',
    automaticDoneBody: (coinName: string, amount: string) => `${coinName}を${amount}チャージしました。`,
    automaticHeld: 'オートチャージは行われませんでした',
    automaticStopped: 'オートチャージを止めました',
    why,
    security,
    securityBody: 'お心当たりのない場合は、「ログインと端末」を確かめてください。',
    openApp: 'アプリを開いて確かめてください。',
    afterwardsGone: '期限を過ぎると、使えなくなります。',
    lookAtBalance: (link: string) => `残高と期限を見る：${link}`,
    stopThisMail: (link: string) => `このお知らせのメールを止める：${link}`,
  },

  security: {
    at: (instant: string) => `日時：${instant}`,
    device: (name: string) => `端末：${name}`,
    ifYou: 'ご自身の操作であれば、何もする必要はありません。',
    ifNotYou:
      'お心当たりのない場合は、すぐに下のページでパスワードを変更し、ほかの端末からログアウトしてください。',
    ifNotYouRecovery:
      'お心当たりのない場合は、すぐにログインしてください。2段階認証を通ると、この手続きは取り消されます。',
    sms: (what: string) => `${what}。お心当たりのない場合は、すぐにログインするか、窓口へご連絡ください。`,
    sentence: (what: string) => `${what}。`,
  },

  /** Of the message with a code; nothing may stand behind these lines but what phones read. */
  passcode: (appName: string, code: string) =>
    `${appName} 認証コード: ${code}\n5分間有効。他人に教えないでください。`,

  mails: {
    discard: 'お心当たりのない場合は、このメールを破棄してください。',
    discardUnchanged: 'お心当たりのない場合は、このメールを破棄してください。何も変わりません。',
    linkLives: (hours: number) => `このリンクは${hours}時間、1回だけ使えます。`,
    verify: 'メールアドレスの確認',
    verifyThanks: 'ご登録ありがとうございます。',
    verifyOpen: '下のリンクを開き、「メールアドレスを認証する」を押してください。',
    verifyTaken: 'このメールアドレスは、すでに別のアカウントで認証されています。',
    verifyTakenYours:
      'ご自身で登録された場合は、いまのアカウントをログアウトし、いつもの方法でログインしてください。',
    change: 'メールアドレスの変更',
    changeOpen: '下のリンクを開き、「メールアドレスを認証する」を押すと、このメールアドレスに変わります。',
    changeTaken: 'このメールアドレスへの変更が申し込まれましたが、すでに登録されているため、変更できません。',
    claimed: '登録済みのお知らせ',
    claimedWhat: (appName: string) =>
      `${appName}への新規登録に、すでに登録済みのこのメールアドレスが使われました。`,
    claimedYours:
      'ご自身で登録された場合は、新しくできた方をログアウトし、いつもの方法でログインしてください。残高はそのままです。',
    claimedForgotten: 'パスワードをお忘れの場合は、こちらで再設定できます。',
    claimedNotYours:
      'お心当たりのない場合は、何もする必要はありません。あなたのアカウントは、だれにも使えません。',
    reset: 'パスワードの再設定',
    resetOpen: '下のリンクを開き、新しいパスワードを入力してください。',
    resetLives: (minutes: number) =>
      `このリンクは${minutes}分間、1回だけ使えます。2段階認証を設定している場合は、いつもどおり必要です。`,
    resetUnproven:
      'パスワードの再設定が申し込まれましたが、このメールアドレスはまだ認証されていないため、再設定できません。',
    resetRegister: 'お手数ですが、もう一度「新規登録」からお始めください。',
    resetNone: 'パスワードの再設定が申し込まれましたが、このアカウントにはパスワードがありません。',
    resetProviders: 'Google または Apple のボタンからログインしてください。',
  },

  automatic: {
    on: (coinName: string) => `${coinName}のオートチャージの設定を受け付けました。`,
    done: (coinName: string, amount: string) =>
      `残高が設定した金額を下回ったため、${coinName}を${amount}チャージしました。`,
    settings: '設定の確認と停止は、下のページからできます。',
    unexpected: 'お心当たりのない場合は、すぐにオートチャージを止めて、運営の窓口までご連絡ください。',
  },

  leaving: {
    asked: '退会のお申し込みを受け付けました',
    askedCloses: (day: string) => `${day}に、アカウントが閉じます。`,
    askedCancel: 'それまでにログインすると、退会は取り消され、これまでどおりお使いいただけます。',
    askedNotYou: 'お心当たりのない場合は、すぐにログインしてください。',
    stayed: '残高が増えたため、退会を見合わせました',
    stayedWhy: '返金などで残高が増えています。退会を続ける場合は、もう一度お申し込みください。',
    closed: '退会の手続きが完了しました',
    closedThanks: 'ご利用ありがとうございました。アカウントを閉じ、銀行口座の登録を解除しました。',
    closedErased: (day: string) => `お名前や連絡先は、法律で定められた保管のあと、${day}以降に消去します。`,
  },

  /** The receipt is drawn with a Japanese font: other languages keep to the signs that it has. */
  receipt: {
    title: 'お支払いの控え',
    paidBy: '代わりに支払った方',
    paidAt: 'お支払い日時',
    refunded: '返金',
    afterRefunds: '返金後のお支払い',
    number: 'お支払い番号',
    printedAt: '発行日時',
    note: (appName: string) =>
      `${appName}が発行した控えです。お店の領収書が必要なときは、お店にお申し出ください。`,
  },

  history: {
    at: '日時',
    kind: '種類',
    counterpart: '相手',
    helper: '代わりに手続きした方',
    balance: (name: string) => `${name}の残高`,
    number: '取引番号',
    kinds,
  },
}

/** What every language has to say; what one leaves out does not compile. */
export type Words = typeof ja
