import type { DifferenceKind, DifferenceState, Resolution } from '#contract/reconciliation.ts'

/** What a difference is, in the words of the office. */
export const kindWords: Record<DifferenceKind, { title: string; help: string }> = {
  ours_missing: {
    title: '台帳にない',
    help: '決済会社では引き落とされていますが、台帳ではチャージされていません。決済会社に自動でもう一度たずねています。',
  },
  theirs_missing: {
    title: '照合ファイルにない',
    help: '台帳ではチャージされていますが、決済会社のファイルにありません。決済会社に確かめてください。',
  },
  amount_differs: {
    title: '金額がちがう',
    help: '台帳と決済会社で金額がちがいます。どちらが正しいか、決済会社に確かめてください。',
  },
  twice: {
    title: '2回ある',
    help: '同じチャージ、または同じ照会番号が、ファイルに2回出ています。二重の請求でないか確かめてください。',
  },
  refunded_there: {
    title: '相手だけ返金',
    help: '決済会社では返金されていますが、台帳ではまだです。決済会社に自動でもう一度たずねています。',
  },
  wrong_day: {
    title: '日付がちがう',
    help: '金額は合っていますが、台帳と決済会社で日付がちがいます。',
  },
  file_missing: {
    title: 'ファイルが届かない',
    help: 'この日の照合ファイルが、朝6時を過ぎても届いていません。決済会社に確かめてください。届けば自動で突合します。',
  },
  file_unreadable: {
    title: 'ファイルを読めない',
    help: '届いたファイルに誤りがあり、突合に使えません。「ファイル」で誤りの場所を確かめ、決済会社に送り直してもらってください。',
  },
  lump_sum_unexplained: {
    title: '入金の内訳が不明',
    help: '街の口座に入金がありましたが、どの日の分か合う組み合わせがありません。決済会社の明細書と照らしてください。',
  },
  in_suspense: {
    title: '保留中のお金',
    help: 'どこに属するか分からないため、仮受・仮払に記帳してあります。行き先が決まり、正しい記帳が済んだら取り崩してください。',
  },
}

/** At cash machines nobody can be asked again: the notes are in a safe, and the machine tells of them by itself. */
const helpAtMachines: Partial<Record<DifferenceKind, string>> = {
  ours_missing:
    '紙幣は機械に入っていますが、台帳ではチャージされていません。通知が遅れて届けば自動で消えます。次の日も残るときは、ATMの会社に確かめてください。',
  refunded_there:
    'ATMの会社では取り消されていますが、台帳ではまだです。取消の通知が届けば自動で消えます。次の日も残るときは、ATMの会社に確かめてください。',
}

/** What a difference means and what to do about it, for whom it is with. */
export const helpOf = ({ kind, source }: { kind: DifferenceKind; source: string }): string =>
  (source === 'atm' && helpAtMachines[kind]) || kindWords[kind].help

/** What a row of a report says. */
export const lineWords: Record<'charge' | 'return' | 'regained', string> = {
  charge: '引き落とし',
  return: '返金',
  regained: '返金の取り戻し',
}

export const stateWords: Record<DifferenceState, string> = {
  open: '未解決',
  proposed: '確定待ち',
  resolved: '解決',
  gone: '一致して終了',
}

export const resolutionWords: Record<Resolution, { title: string; note: string }> = {
  timing: { title: '時間のずれ', note: '別の日のファイルで合うため、何もしない' },
  provider_corrects: { title: '決済会社が直す', note: '訂正したファイルや返金を待つ' },
  corrected_here: { title: 'こちらで直した', note: 'チャージの画面などで、すでに直してある' },
  accepted: { title: 'このまま受け入れる', note: '理由を残して終わらせる' },
  suspended: { title: '仮受・仮払に記帳する', note: '行き先が決まるまで保留し、後で取り崩す' },
  cleared: { title: '取り崩す', note: '正しい記帳が済んだので、保留を反対の記帳で消す' },
  book_lump_sum: { title: '日を決めずに記帳する', note: '入金を仮勘定に記帳し、内訳なしとして残す' },
}

export const actWords = {
  found: '見つかりました',
  found_again: 'もう一度見つかりました',
  gone: '突合で一致しました',
  took: '担当になりました',
  noted: 'メモを残しました',
  proposed: '終わらせ方を提案しました',
  sent_back: '差し戻しました',
  confirmed: '確定しました',
} as const

export const dayStateWords = {
  waiting: 'ファイル待ち',
  compared: '突合済み',
  file_missing: 'ファイル未着',
  file_unreadable: 'ファイル不正',
} as const

export const fileStateWords = { current: '使用中', replaced: '差し替え済み', unreadable: '読めない' } as const

/** What is wrong at a place of a file. */
const faultWords: Record<string, string> = {
  empty: '中身がありません。',
  encoding: '使えない文字があります。文字コードがちがうか、表計算ソフトで保存し直されています。',
  byte_order_mark:
    '先頭に余分な印（BOM）があります。表計算ソフトで保存し直さず、受け取ったまま使ってください。',
  line_end: '改行の形がちがうか、ファイルが途中で切れています。',
  header: '見出しの行がちがいます。別の種類のファイルか、別の加盟者のファイルです。',
  wrong_day: '別の日のファイルです。',
  field: 'この項目の値が、決められた形ではありません。',
  trailer_missing: '合計の行がありません。ファイルが途中で切れています。',
  count_differs: '件数が、明細の数と合いません。明細が抜けているか、余分にあります。',
  total_differs: '合計が、明細の金額と合いません。',
  balance_differs: '残高が、入出金と合いません。',
  length: '1件の長さが200桁ではありません。ファイルが途中で切れています。',
  byte: '使えない文字があります。全銀形式の半角文字だけが使えます。',
  record_kind: '記録の並びがちがいます。見出し、明細、合計、終わりの順でなければなりません。',
  date: '日付が正しくないか、明細の期間の外です。',
}

/** Says what makes a file unusable, with its place. Refuses nothing. */
export function sayFault({ line, column, code }: { line: number; column: number; code: string }): string {
  return `${line}行目の${column}桁目：${faultWords[code] ?? '読めません。'}`
}
