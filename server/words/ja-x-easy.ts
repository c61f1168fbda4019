import type { Words } from './ja.ts'

export const jaXEasy: Words = {
  yen: (amount) => `${amount}円`,
  points: (amount) => `${amount}ポイント`,

  notices: {
    payment: '払いました',
    refund: 'お金が もどりました',
    expiring: (day, pointsName) => `${day}に ${pointsName}が 使えなく なります`,
    expiringBody: (points, day) => `${points}ポイントは、${day}まで 使えます。`,
    granted: (pointsName) => `${pointsName}が とどきました`,
    gift: 'コインを もらいました',
    giftBody: (giver, amount, card) => `${giver}から ${amount}「${card}」`,
    giver: (name) => (name ? `${name}さん` : 'だれか'),
    giftCards: { thanks: 'ありがとう', congratulations: 'おめでとう', please: 'どうぞ' },
    help: {
      began: (name) => `${name}さんとの てつだいが はじまりました`,
      caps_changed: (name) => `${name}さんとの てつだいの お金が かわりました`,
      ended: (name) => `${name}さんとの てつだいが おわりました`,
      topped_up: (name) => `${name}さんが かわりに チャージしました`,
      paid: (name) => `${name}さんが かわりに 払いました`,
    },
    helpBody: '「家族の てつだい」で 見られます。',
    automaticOn: 'オートチャージを 始めました',
    automaticOnBody: (coinName) => `${coinName}を 自動で チャージします。`,
    automaticDone: 'オートチャージ しました',
    automaticDoneBody: (coinName, amount) => `${coinName}を ${amount} チャージしました。`,
    automaticHeld: 'オートチャージ しませんでした',
    automaticStopped: 'オートチャージを 止めました',
    why: {
      monthly_ceiling: 'あなたが 決めた 1か月の 上限に なりました。来月 また 自動で チャージします。',
      limit: 'チャージの 上限に なりました。あとで また 自動で チャージします。',
      balance_cap: '残高が 多すぎるので、チャージ しませんでした。',
      declined: '銀行で できませんでした。口座の お金を 見てください。',
      account_gone: '口座の 登録が なくなりました。',
      not_allowed: 'あなたが 本人か 確かめる 必要が あります。',
    },
    security: {
      new_device: '新しい スマホで ログインが ありました',
      password_changed: 'パスワードが かわりました',
      password_reset: 'パスワードが 新しく なりました',
      mail_change_asked: 'メールアドレスを かえる 手続きが ありました',
      mail_changed: 'メールアドレスが かわりました',
      second_step_changed: '2段階認証の 設定が かわりました',
      way_in_added: 'ログインの 方法が ふえました',
      way_in_removed: 'ログインの 方法が なくなりました',
      signed_out_by_office: '窓口が すべての スマホで ログアウト しました',
      leaving_cancelled: 'ログインしたので、退会を やめました',
      recovery_opened: '窓口で、ログインを 直す 手続きが 始まりました',
      recovery_approved: '窓口で、ログインを 直す 手続きが 認められました',
      recovered: '電話番号と 2段階認証が 新しく なりました',
    },
    securityBody: '知らない ときは、「ログインと端末」を 見てください。',
    openApp: 'アプリを 開いて 見てください。',
    afterwardsGone: 'その日を すぎると、使えません。',
    lookAtBalance: (link) => `残高と 期限を 見る：${link}`,
    stopThisMail: (link) => `この メールを 止める：${link}`,
  },

  security: {
    at: (instant) => `日と 時間：${instant}`,
    device: (name) => `スマホなど：${name}`,
    ifYou: 'あなたが した ことなら、何も しなくて いいです。',
    ifNotYou:
      '知らない ときは、すぐに 下の ページで パスワードを かえて、ほかの スマホから ログアウトして ください。',
    ifNotYouRecovery:
      '知らない ときは、すぐに ログインして ください。2段階認証が できると、この 手続きは なくなります。',
    sms: (what) => `${what}。知らない ときは、すぐに ログインするか、窓口に 言って ください。`,
    sentence: (what) => `${what}。`,
  },

  passcode: (appName, code) =>
    `${appName} 認証コード: ${code}\n5分 使えます。ほかの 人に 教えないで ください。`,

  mails: {
    discard: '知らない ときは、この メールを すてて ください。',
    discardUnchanged: '知らない ときは、この メールを すてて ください。何も かわりません。',
    linkLives: (hours) => `この リンクは ${hours}時間、1回だけ 使えます。`,
    verify: 'メールアドレスを たしかめます',
    verifyThanks: '登録して くれて ありがとう ございます。',
    verifyOpen: '下の リンクを 開いて、「メールアドレスを 認証する」を 押して ください。',
    verifyTaken: 'この メールアドレスは、ほかの アカウントが 使って います。',
    verifyTakenYours:
      'あなたが 登録した ときは、いまの アカウントを ログアウトして、いつもの 方法で ログインして ください。',
    change: 'メールアドレスを かえます',
    changeOpen:
      '下の リンクを 開いて、「メールアドレスを 認証する」を 押すと、この メールアドレスに かわります。',
    changeTaken: 'この メールアドレスは もう 登録して あるので、かえられません。',
    claimed: 'もう 登録して あります',
    claimedWhat: (appName) => `だれかが この メールアドレスで ${appName}に 新しく 登録しました。`,
    claimedYours:
      'あなたが した ときは、新しい 方を ログアウトして、いつもの 方法で ログインして ください。お金は そのままです。',
    claimedForgotten: 'パスワードを わすれた ときは、ここで 新しく できます。',
    claimedNotYours: '知らない ときは、何も しなくて いいです。あなたの アカウントは、だれも 使えません。',
    reset: 'パスワードを 新しく します',
    resetOpen: '下の リンクを 開いて、新しい パスワードを 入れて ください。',
    resetLives: (minutes) =>
      `この リンクは ${minutes}分、1回だけ 使えます。2段階認証を して いる 人は、いつものように 必要です。`,
    resetUnproven: 'この メールアドレスは まだ たしかめて いないので、パスワードを 新しく できません。',
    resetRegister: 'もう 一度、「新規登録」から 始めて ください。',
    resetNone: 'この アカウントには パスワードが ありません。',
    resetProviders: 'Google か Apple の ボタンで ログインして ください。',
  },

  automatic: {
    on: (coinName) => `${coinName}の オートチャージを 始めました。`,
    done: (coinName, amount) => `お金が 少なく なったので、${coinName}を ${amount} チャージしました。`,
    settings: '設定を 見たり、止めたり するのは、下の ページで できます。',
    unexpected: '知らない ときは、すぐに オートチャージを 止めて、窓口に 言って ください。',
  },

  leaving: {
    asked: 'やめる 手続きを うけつけました',
    askedCloses: (day) => `${day}に、アカウントが なくなります。`,
    askedCancel: 'その日までに ログインすると、やめるのを 取り消して、いままでのように 使えます。',
    askedNotYou: '知らない ときは、すぐに ログインして ください。',
    stayed: 'お金が ふえたので、まだ やめて いません',
    stayedWhy: 'もどった お金などで、残高が ふえました。やめたい ときは、もう 一度 手続きを して ください。',
    closed: 'やめる 手続きが おわりました',
    closedThanks:
      '使って くれて ありがとう ございました。アカウントを なくして、銀行の 口座の 登録も なくしました。',
    closedErased: (day) => `名前や 連絡先は、法律で 決まった 時間だけ のこして、${day}から あとで 消します。`,
  },

  receipt: {
    title: '払った ときの ひかえ',
    paidBy: 'かわりに 払った 人',
    paidAt: '払った 日と 時間',
    refunded: '返った お金',
    afterRefunds: '返った 後の 合計',
    number: '番号',
    printedAt: 'これを 出した 日と 時間',
    note: (appName) =>
      `${appName}が 出した ひかえです。お店の 領収書が いる ときは、お店の 人に 言って ください。`,
  },

  history: {
    at: '日と 時間',
    kind: '種類',
    counterpart: 'あいて',
    helper: 'かわりに した 人',
    balance: (name) => `${name}の 残高`,
    number: '番号',
    kinds: {
      payment: '払った お金',
      refund: 'もどった お金',
      top_up: 'チャージ',
      top_up_return: 'チャージの 取り消し',
      top_up_regained: 'もどった チャージ',
      top_up_bonus: 'チャージの ボーナス',
      payment_bonus: '払った ときの ボーナス',
      bonus_return: 'ボーナスの 取り消し',
      bonus_debt: '使った ボーナスの 差し引き',
      grant: 'もらった ポイント',
      lapse: '使えなく なった ポイント',
      renewal: 'また 使える ポイント',
      gift_given: 'おくった コイン',
      gift_received: 'もらった コイン',
    },
  },
}
