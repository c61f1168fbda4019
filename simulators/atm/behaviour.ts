// What can be made to go wrong. The same list is shown on the front page, so that a person can play every case.
import type { Behaviour } from '../lib/page.ts'

/** How long the code on the screen can be read, in minutes. */
export const codeMinutes = 3
/** Wrong company numbers before the machine starts again. */
export const companyTries = 3
/** How often a question without an answer is repeated while the person waits. */
export const repeats = 2

export const behaviours: readonly Behaviour[] = [
  { input: '企業番号', effect: 'アプリに表示された4桁。3回まちがえると中止' },
  { input: '紙幣 4種類', effect: '1,000円・2,000円・5,000円・10,000円。上限を超える紙幣は戻る' },
  { input: '折れた紙幣', effect: '読み取れず、投入口に戻る' },
  { input: '返事の前に切れる', effect: '電文が届かない。くり返し送り、届かなければ後から送る' },
  { input: '返事の後に切れる', effect: '電文は届くが、返事が失われる' },
  { input: '二重に送る', effect: '同じ電文が二度届く' },
  { input: '無応答なら返却', effect: '返事がないとき紙幣を返し、取消の電文を送る機種になる' },
  { input: 'チャージ後の紙幣づまり', effect: '反映のあとに紙幣を返し、取消の電文を送る' },
  {
    input: '日次の明細ファイル',
    effect: '翌日から渡す。/__sim/file-faults で、欠け・二重・余分・1円違い・日付違いにできる',
  },
  { input: '停電', effect: '画面が消える。復電すると、送りかけの電文を後から送る' },
]
