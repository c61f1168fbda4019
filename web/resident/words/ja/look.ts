/** How the app is seen and heard, and what it says aloud. */
export const look = {
  title: '表示と音声',
  note: '暗い画面、大きな文字、読み上げ',
  voice: '音声の案内',
  voiceOn: 'お支払いを声で確かめる',
  voiceNote: 'お支払いの前にお店と金額を、終わったあとに結果を読み上げます。まわりの人にも聞こえます。',
  voiceBegins: '音声の案内を始めます。',
  voiceMissing: 'このブラウザでは読み上げを使えません。',
  thisDevice: 'この設定は、この端末だけのものです。',
  sayBefore: '{shop}に、{amount}円を支払います。',
  sayDone: '{shop}に{amount}円、支払いが完了しました。',
} as const
