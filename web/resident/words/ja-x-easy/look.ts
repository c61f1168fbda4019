import type { Translated } from '../../../lib/i18n/words.ts'
import type { look as japanese } from '../ja/look.ts'

export const look: Translated<typeof japanese> = {
  title: '見た目と 声',
  note: '暗い 画面、大きな 文字、声',
  voice: '声で 知らせる',
  voiceOn: '払うときに 声で 聞く',
  voiceNote: '払う 前に、お店と お金を 声で 読みます。払った あとも 読みます。近くの 人にも 聞こえます。',
  voiceBegins: '声で お知らせします。',
  voiceMissing: 'この ブラウザでは 声を 使えません。',
  thisDevice: 'この 設定は、この スマホだけの ものです。',
  sayBefore: '{shop}に、{amount}円 払います。',
  sayDone: '{shop}に {amount}円 払いました。',
}
