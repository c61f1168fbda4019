import { seedId } from './id.ts'
import { stores } from './stores.ts'

/** The one password of every seeded person. It is public: a town that faces the internet is never seeded. */
export const demoPassword = 'enishi-demo-2026'

export type PointsLot = {
  readonly amount: number
  /** Days after the day of seeding on which the points can last be used. */
  readonly expiresInDays: number
  readonly source: 'top_up_bonus' | 'campaign' | 'municipality'
}

export type LinkedBankAccount = {
  readonly bankCode: string
  readonly branchCode: string
  readonly accountNumber: string
}

export type SeededResident = {
  readonly id: string
  /** How tests and stories call this person. */
  readonly key: string
  /** Why this person is in the town: the state of life that the seed shows. */
  readonly shows: string
  readonly familyName: string
  readonly givenName: string
  readonly familyKana: string
  readonly givenKana: string
  readonly mail: string
  /** Without hyphens. A valid mobile number to every check; nobody's, as far as we know: only simulators are sent to. */
  readonly phone: string
  readonly password: string
  readonly birthdate: string
  readonly postalCode: string
  readonly address: string
  /** Which of the three checks the person has passed. */
  readonly proofs: { readonly mail: boolean; readonly sms: boolean; readonly card: boolean }
  /** Whole coins in the wallet when the town opens. */
  readonly coin: number
  readonly pointsLots: readonly PointsLot[]
  readonly bankAccount: LinkedBankAccount | undefined
  /** An account from which the person topped up once, and which is no longer linked. */
  readonly formerBankAccount?: LinkedBankAccount
  /** A card of Stripe's test mode that the card company keeps for this person. */
  readonly savedCard?: { readonly brand: 'visa'; readonly testNumber: string }
  readonly frozen: boolean
}

type Described = Omit<SeededResident, 'id' | 'mail' | 'password'>

const nothing = { mail: false, sms: false, card: false }
const mailOnly = { mail: true, sms: false, card: false }
const mailAndSms = { mail: true, sms: true, card: false }
const everything = { mail: true, sms: true, card: true }

const described: readonly Described[] = [
  {
    key: 'hanako',
    shows: 'すべて認証済み、口座あり、残高あり（案内役）',
    familyName: '埼玉',
    givenName: '花子',
    familyKana: 'サイタマ',
    givenKana: 'ハナコ',
    phone: '06099990001',
    birthdate: '1988-05-01',
    postalCode: '330-0063',
    address: '埼玉県さいたま市浦和区高砂99丁目10番1号',
    proofs: everything,
    coin: 12_000,
    pointsLots: [
      { amount: 360, expiresInDays: 120, source: 'top_up_bonus' },
      { amount: 500, expiresInDays: 45, source: 'campaign' },
    ],
    bankAccount: { bankCode: '0017', branchCode: '256', accountNumber: '7654321' },
    frozen: false,
  },
  {
    key: 'shinta',
    shows: '登録したばかり、認証なし',
    familyName: '大宮',
    givenName: '新太',
    familyKana: 'オオミヤ',
    givenKana: 'シンタ',
    phone: '06099990002',
    birthdate: '2003-04-10',
    postalCode: '330-0854',
    address: '埼玉県さいたま市大宮区桜木町99丁目10番2号',
    proofs: nothing,
    coin: 0,
    pointsLots: [],
    bankAccount: undefined,
    frozen: false,
  },
  {
    key: 'yui',
    shows: 'メール認証だけ',
    familyName: '北',
    givenName: '結衣',
    familyKana: 'キタ',
    givenKana: 'ユイ',
    phone: '06099990003',
    birthdate: '1999-09-09',
    postalCode: '331-0812',
    address: '埼玉県さいたま市北区宮原町99丁目10番3号',
    proofs: mailOnly,
    coin: 0,
    pointsLots: [],
    bankAccount: undefined,
    frozen: false,
  },
  {
    key: 'taro',
    shows: 'メールとSMSの認証まで、カードはまだ',
    familyName: '浦和',
    givenName: '太郎',
    familyKana: 'ウラワ',
    givenKana: 'タロウ',
    phone: '06099990004',
    birthdate: '1979-12-24',
    postalCode: '330-0074',
    address: '埼玉県さいたま市浦和区北浦和99丁目10番4号',
    proofs: mailAndSms,
    coin: 0,
    pointsLots: [{ amount: 100, expiresInDays: 90, source: 'campaign' }],
    bankAccount: undefined,
    frozen: false,
  },
  {
    key: 'aoi',
    shows: 'すべて認証済み、口座なし、カードを保存済み',
    familyName: '見沼',
    givenName: '葵',
    familyKana: 'ミヌマ',
    givenKana: 'アオイ',
    phone: '06099990005',
    birthdate: '1994-02-28',
    postalCode: '337-0051',
    address: '埼玉県さいたま市見沼区東大宮99丁目10番5号',
    proofs: everything,
    coin: 0,
    pointsLots: [],
    bankAccount: undefined,
    savedCard: { brand: 'visa', testNumber: '4000002760003184' },
    frozen: false,
  },
  {
    key: 'hinako',
    shows: '来週で失効するポイントがある',
    familyName: '岩槻',
    givenName: '雛子',
    familyKana: 'イワツキ',
    givenKana: 'ヒナコ',
    phone: '06099990006',
    birthdate: '1967-03-03',
    postalCode: '339-0057',
    address: '埼玉県さいたま市岩槻区本町99丁目10番6号',
    proofs: everything,
    coin: 4_300,
    pointsLots: [
      { amount: 1_200, expiresInDays: 6, source: 'campaign' },
      { amount: 300, expiresInDays: 130, source: 'top_up_bonus' },
    ],
    bankAccount: { bankCode: '1250', branchCode: '018', accountNumber: '2468024' },
    frozen: false,
  },
  {
    key: 'minoru',
    shows: 'ポイントだけ、コインなし',
    familyName: '与野',
    givenName: '実',
    familyKana: 'ヨノ',
    givenKana: 'ミノル',
    phone: '06099990007',
    birthdate: '1958-11-11',
    postalCode: '338-0003',
    address: '埼玉県さいたま市中央区本町東99丁目10番7号',
    proofs: mailAndSms,
    coin: 0,
    pointsLots: [{ amount: 2_000, expiresInDays: 100, source: 'municipality' }],
    bankAccount: undefined,
    frozen: false,
  },
  {
    key: 'makoto',
    shows: '端末をなくして利用停止中',
    familyName: '南',
    givenName: '誠',
    familyKana: 'ミナミ',
    givenKana: 'マコト',
    phone: '06099990008',
    birthdate: '1985-07-20',
    postalCode: '336-0021',
    address: '埼玉県さいたま市南区別所99丁目10番8号',
    proofs: everything,
    coin: 8_000,
    pointsLots: [{ amount: 240, expiresInDays: 75, source: 'top_up_bonus' }],
    bankAccount: { bankCode: '0133', branchCode: '033', accountNumber: '1357913' },
    frozen: true,
  },
  {
    key: 'satsuki',
    shows: '使い切って退会するところ、残高なし',
    familyName: '西',
    givenName: 'さつき',
    familyKana: 'ニシ',
    givenKana: 'サツキ',
    phone: '06099990009',
    birthdate: '1991-05-05',
    postalCode: '331-0047',
    address: '埼玉県さいたま市西区指扇9999番地9',
    proofs: everything,
    coin: 0,
    pointsLots: [],
    bankAccount: { bankCode: '9900', branchCode: '038', accountNumber: '1020304' },
    frozen: false,
  },
  {
    key: 'yutaka',
    shows: '残高が上限に近い',
    familyName: '緑',
    givenName: '豊',
    familyKana: 'ミドリ',
    givenKana: 'ユタカ',
    phone: '06099990010',
    birthdate: '1962-08-15',
    postalCode: '336-0926',
    address: '埼玉県さいたま市緑区東浦和99丁目10番10号',
    proofs: everything,
    coin: 296_500,
    pointsLots: [
      { amount: 1_470, expiresInDays: 150, source: 'top_up_bonus' },
      { amount: 1_470, expiresInDays: 120, source: 'top_up_bonus' },
      { amount: 900, expiresInDays: 60, source: 'top_up_bonus' },
    ],
    bankAccount: { bankCode: '0005', branchCode: '384', accountNumber: '8086808' },
    frozen: false,
  },
  {
    key: 'seizaemon',
    shows: 'とても長い名前',
    familyName: '勘解由小路',
    givenName: '清左衛門之助',
    familyKana: 'カデノコウジ',
    givenKana: 'セイザエモンノスケ',
    phone: '06099990011',
    birthdate: '1973-01-31',
    postalCode: '330-0803',
    address: '埼玉県さいたま市大宮区高鼻町99丁目10番11号 メゾン・ド・ヒカワサンドウ1011号室',
    proofs: everything,
    coin: 1_000,
    pointsLots: [{ amount: 30, expiresInDays: 100, source: 'top_up_bonus' }],
    bankAccount: { bankCode: '0001', branchCode: '541', accountNumber: '5550555' },
    frozen: false,
  },
  {
    key: 'huong',
    shows: '外国籍、ローマ字の名前',
    familyName: 'NGUYEN',
    givenName: 'THI HUONG',
    familyKana: 'グエン',
    givenKana: 'ティフオン',
    phone: '06099990012',
    birthdate: '1997-10-02',
    postalCode: '338-0825',
    address: '埼玉県さいたま市桜区下大久保9999番地12',
    proofs: everything,
    coin: 3_250,
    pointsLots: [{ amount: 90, expiresInDays: 80, source: 'top_up_bonus' }],
    bankAccount: { bankCode: '1252', branchCode: '007', accountNumber: '3020100' },
    frozen: false,
  },
  {
    key: 'tome',
    shows: '高齢、市からのポイントを使う',
    familyName: '浦和',
    givenName: 'トメ',
    familyKana: 'ウラワ',
    givenKana: 'トメ',
    phone: '06099990013',
    birthdate: '1941-06-18',
    postalCode: '330-0064',
    address: '埼玉県さいたま市浦和区岸町99丁目10番13号',
    proofs: everything,
    coin: 2_000,
    pointsLots: [
      { amount: 2_000, expiresInDays: 140, source: 'municipality' },
      { amount: 60, expiresInDays: 20, source: 'top_up_bonus' },
    ],
    bankAccount: undefined,
    formerBankAccount: { bankCode: '0017', branchCode: '256', accountNumber: '9010130' },
    frozen: false,
  },
  {
    key: 'toru',
    shows: '市外から通う人、市民向けの対象外',
    familyName: '川口',
    givenName: '通',
    familyKana: 'カワグチ',
    givenKana: 'トオル',
    phone: '06099990014',
    birthdate: '1982-03-14',
    postalCode: '332-0015',
    address: '埼玉県川口市川口99丁目10番14号',
    proofs: everything,
    coin: 6_700,
    pointsLots: [{ amount: 201, expiresInDays: 110, source: 'top_up_bonus' }],
    bankAccount: { bankCode: '0009', branchCode: '101', accountNumber: '4004004' },
    frozen: false,
  },
]

/** The residents of the seeded town, the guide 花子 first. */
export const residents: readonly SeededResident[] = described.map((person) => ({
  ...person,
  id: seedId(`resident:${person.key}`),
  mail: `${person.key}@example.jp`,
  password: demoPassword,
}))

export type SeededStaff = {
  readonly id: string
  readonly name: string
  readonly kana: string
  readonly mail: string
  readonly password: string
  /** 店主・店長・レジ; contract/staff.ts says what each may do. */
  readonly role: 'owner' | 'manager' | 'till'
  /** For the tablets of the store. */
  readonly pin?: string
  readonly merchantId: string
  readonly storeId: string
}

function staffOf(
  storeNumber: string,
  who: Pick<SeededStaff, 'name' | 'kana' | 'mail' | 'role' | 'pin'>,
): SeededStaff {
  const store = stores.find((each) => each.number === storeNumber)
  if (!store) throw new Error(`no seeded store has the number ${storeNumber}`)
  return {
    ...who,
    id: seedId(`staff:${who.mail}`),
    password: demoPassword,
    merchantId: store.merchantId,
    storeId: store.id,
  }
}

/** さくらベーカリー in 浦和区, which takes points. */
export const bakeryNumber = '170101'
/** The doll shop in 岩槻区, which does not. */
export const dollShopNumber = '200101'

export const staff: readonly SeededStaff[] = [
  staffOf(bakeryNumber, {
    name: '佐倉 麦子',
    kana: 'サクラ ムギコ',
    mail: 'owner@bakery.example.jp',
    role: 'owner',
  }),
  staffOf(bakeryNumber, {
    name: '窯元 蓮',
    kana: 'カマモト レン',
    mail: 'manager@bakery.example.jp',
    role: 'manager',
    pin: '8264',
  }),
  staffOf(bakeryNumber, {
    name: '小林 芽衣',
    kana: 'コバヤシ メイ',
    mail: 'till@bakery.example.jp',
    role: 'till',
    pin: '5073',
  }),
  staffOf(dollShopNumber, {
    name: '雛野 匠',
    kana: 'ヒナノ タクミ',
    mail: 'owner@dolls.example.jp',
    role: 'owner',
  }),
]

export type SeededOperator = {
  readonly id: string
  readonly name: string
  readonly kana: string
  readonly mail: string
  readonly password: string
  /** Where somebody sits who takes cash; nobody else has a place. */
  readonly counter?: string
}

export const operators: readonly SeededOperator[] = [
  {
    id: seedId('operator:office'),
    name: '事務局 縁',
    kana: 'ジムキョク ユカリ',
    mail: 'office@enishi-saitama.example.jp',
    password: demoPassword,
  },
  {
    id: seedId('operator:second'),
    name: '会計 結',
    kana: 'カイケイ ユイ',
    mail: 'accounts@enishi-saitama.example.jp',
    password: demoPassword,
  },
  {
    id: seedId('operator:counter'),
    name: '窓口 みどり',
    kana: 'マドグチ ミドリ',
    mail: 'counter@enishi-saitama.example.jp',
    password: demoPassword,
    counter: '大宮区役所 市民課の窓口',
  },
]
