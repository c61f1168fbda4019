/**
 * What can be bought with neither coin nor points in any store: above all, what could be turned back into cash
 * (資金決済法20条 allows no general refund) and what is charged by third parties through a store.
 */
export const excludedGoods = [
  {
    name: '有価証券・商品券',
    detail: '有価証券、商品券、ギフト券、ビール券、図書カード、旅行券など換金性の高いもの',
  },
  { name: 'プリペイドカード', detail: 'プリペイドカード、電子マネーのチャージ、暗号資産' },
  { name: '切手・印紙', detail: '切手、印紙、証紙、はがき' },
  { name: 'たばこ', detail: '製造たばこ、加熱式たばこ' },
  { name: '宝くじ', detail: '宝くじ、スポーツ振興くじ、公営競技の投票券' },
  { name: '貴金属・地金', detail: '金、銀、白金その他の地金・地銀、記念硬貨' },
  { name: '不動産', detail: '土地、家屋、家賃、地代、駐車場の月極料金' },
  { name: '乗車券・入場券', detail: '鉄道・バスの乗車券、定期券、興行の入場券など転売できる券' },
  { name: '税・公共料金', detail: '国税、地方税、社会保険料、電気・ガス・水道・電話料金' },
  { name: '収納代行・代金引換', detail: '収納代行による支払い、宅配便の代金引換' },
  { name: '事業用の仕入れ', detail: '転売や事業のための商品・原材料の仕入れ' },
] as const

export type ExcludedGoods = (typeof excludedGoods)[number]['name']
