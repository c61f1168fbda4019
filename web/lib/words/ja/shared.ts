/** What the building blocks of all three apps say. */
export const shared = {
  yen: '{count}円',
  points: '{count}ポイント',
  /** After a field for an amount. */
  yenUnit: '円',
  pointsUnit: 'P',
  loading: '読み込んでいます',
  loadAgain: 'もう一度読み込む',
  cannotOpen: '開けませんでした',
  openAgain: 'もう一度開く',
  mainPlaces: '主なメニュー',
  notSet: '未設定',
  more: 'もっと見る',
  signOut: 'ログアウト',
  signIn: 'ログイン',
  mailAddress: 'メールアドレス',
  password: 'パスワード',
  mailMissing: 'メールアドレスを入力してください。',
  mailMalformed: 'メールアドレスの形を確かめてください。例：hanako@example.jp',
  passwordMissing: 'パスワードを入力してください。',
  passwordShort: 'パスワードは{shortest}文字以上にしてください。あと{count}文字です。',
  cameraPicture: 'カメラの映像',
  cameraDenied:
    'カメラの使用が許可されていません。ブラウザの設定でカメラを許可するか、下の「{otherwise}」をお使いください。',
  cameraMissing: 'この端末ではカメラを使えません。下の「{otherwise}」をお使いください。',
  cameraBusy: 'カメラを使えませんでした。ほかのアプリを閉じるか、下の「{otherwise}」をお使いください。',
  /** Nobody knows what happened: no network, or a bug. */
  unreachable: '通信できませんでした。電波の状態を確かめて、もう一度お試しください。',
  broken: '問題が起きました。少し待ってから、もう一度お試しください。',
} as const
