import { excludedGoods } from './excluded-goods.ts'
import { privacyPolicy } from './privacy-policy.ts'
import { terms } from './terms.ts'

/**
 * The default town, さいたま市: everything in which one town differs from the next. Another town is another file of
 * this shape, and no code. Amounts are whole yen; a coin and a point are worth one yen each.
 */
export const town = {
  id: 'saitama',
  name: 'さいたま市',
  appName: 'さいたま市みんなのアプリ',
  timeZone: 'Asia/Tokyo',

  /** By language: what is left out stays as it is in Japanese. */
  otherNames: {
    en: {
      name: 'Saitama City',
      appName: 'Saitama City App',
      coinName: 'Sai Coin',
      pointsName: 'Tamapon',
      atmName: 'Seven Bank ATM',
    },
    'zh-Hans': {
      name: '埼玉市',
      appName: '埼玉市应用',
      coinName: 'Sai Coin',
      pointsName: 'Tamapon',
      atmName: 'Seven银行ATM',
    },
  },

  issuer: {
    name: '株式会社さいたま縁（見本）',
    address: '埼玉県さいたま市浦和区常盤99丁目0番0号',
    registration: '関東財務局長 第00000号（見本）',
    contact: { phone: '048-000-0000', mail: 'help@enishi-saitama.example.jp', hours: '平日 9:00〜17:00' },
  },

  /** `prepaid` is 第三者型前払式支払手段 (資金決済法3条5項); `free` is given without consideration and is none. */
  currencies: {
    coin: { name: 'さいコイン', unit: 'コイン', legalType: 'prepaid' },
    points: { name: 'たまポン', unit: 'ポイント', legalType: 'free' },
  },

  municipality: {
    name: 'さいたま市',
    prefecture: '埼玉県',
    /** An address on a My Number card that begins with these words is an address in the town. */
    addressPrefix: '埼玉県さいたま市',
    wardWord: '区',
    residentWord: '市民',
  },

  /** What the app calls the program that reads the My Number card. */
  cardApp: { name: '電子認証マイナサイン' },

  /** What people call the cash machines at which they charge. */
  atm: { name: 'セブン銀行ATM' },

  /** Shown first, in this order, where a bank account is registered (全銀協の金融機関コード). */
  featuredBankCodes: ['0017', '0133', '1250', '9900', '1252', '0010', '0001', '0005', '0009'],

  /**
   * `chargeMin` and `chargeMax` are the figures of the user guide. `balanceCap` is the line of 資金決済法3条8項 and
   * 府令5条の2: an account that holds at most 300,000 yen stays outside 高額電子移転可能型. The others are defaults.
   */
  limits: {
    chargeMin: 1_000,
    chargeMax: 49_000,
    chargeUnit: 1,
    chargeDay: 100_000,
    chargeMonth: 300_000,
    balanceCap: 300_000,
    /** In all, in the 24 hours after a sign-in on a new device. */
    chargeFirstDay: 10_000,
    paymentMax: 100_000,
    paymentDay: 300_000,
    /** From one resident to another, at once and in a month. */
    giftMax: 10_000,
    giftMonth: 30_000,
  },

  /** 300 basis points are 3 %, rounded down to a whole point. */
  chargeBonus: { basisPoints: 300, when: 'at_once' },

  /**
   * Points last until the end of the sixth month after the month in which they were granted. They are given without
   * consideration, so 資金決済法 does not cover them whatever their life. Value that is sold and relies on the
   * exemption of 法4条2号 must end within six months of its issue day: there, five months is the most.
   */
  pointsExpiry: { monthsAhead: 6, at: 'end of month' },

  /** The account into which providers pay; `kind` 1 is a savings account. */
  ownAccount: { bankCode: '0017', branchCode: '256', kind: '1', number: '9000001' },

  /** Under which name each provider pays, as it stands on the statement (half-width kana). */
  lumpSumPayers: { bank: 'ｶ)ﾊﾞﾝｸﾍﾟｲｼﾕｳﾉｳ', card: 'ｽﾄﾗｲﾌﾟｼﾞﾔﾊﾟﾝ(ｶ', atm: 'ｶ)ｾﾌﾞﾝｷﾞﾝｺｳ' },

  excludedGoods,
  documents: [terms, privacyPolicy],
} as const
