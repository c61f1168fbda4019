import { excludedGoods } from './excluded-goods.ts'
import type { ExcludedGoods } from './excluded-goods.ts'
import { seedId } from './id.ts'

export const categories = [
  { code: 'food', name: '食料品', kana: 'ショクリョウヒン' },
  { code: 'farm', name: '直売所', kana: 'チョクバイジョ' },
  { code: 'bakery', name: 'パン・菓子', kana: 'パン・カシ' },
  { code: 'restaurant', name: '飲食店', kana: 'インショクテン' },
  { code: 'cafe', name: '喫茶・カフェ', kana: 'キッサ・カフェ' },
  { code: 'clothing', name: '衣料・靴', kana: 'イリョウ・クツ' },
  { code: 'beauty', name: '理容・美容', kana: 'リヨウ・ビヨウ' },
  { code: 'books', name: '本・文具', kana: 'ホン・ブング' },
  { code: 'pharmacy', name: '薬・健康', kana: 'クスリ・ケンコウ' },
  { code: 'household', name: '日用品・家電', kana: 'ニチヨウヒン・カデン' },
  { code: 'flowers', name: '花・園芸', kana: 'ハナ・エンゲイ' },
  { code: 'craft', name: '人形・工芸', kana: 'ニンギョウ・コウゲイ' },
  { code: 'leisure', name: '温浴・レジャー', kana: 'オンヨク・レジャー' },
  { code: 'service', name: '暮らしのサービス', kana: 'クラシノサービス' },
] as const

export const wards = [
  { name: '西区', kana: 'ニシク' },
  { name: '北区', kana: 'キタク' },
  { name: '大宮区', kana: 'オオミヤク' },
  { name: '見沼区', kana: 'ミヌマク' },
  { name: '中央区', kana: 'チュウオウク' },
  { name: '桜区', kana: 'サクラク' },
  { name: '浦和区', kana: 'ウラワク' },
  { name: '南区', kana: 'ミナミク' },
  { name: '緑区', kana: 'ミドリク' },
  { name: '岩槻区', kana: 'イワツキク' },
] as const

export type CategoryCode = (typeof categories)[number]['code']
export type WardName = (typeof wards)[number]['name']

export type Merchant = { readonly id: string; readonly name: string; readonly kana: string }

export type Store = {
  readonly id: string
  /** Six digits, unique in the town: what a person types instead of scanning the code. */
  readonly number: string
  readonly merchantId: string
  readonly name: string
  /** Full-width katakana. */
  readonly kana: string
  readonly category: CategoryCode
  readonly ward: WardName
  readonly postalCode: string
  readonly address: string
  readonly phone: string
  readonly hours: string
  readonly acceptsPoints: boolean
  /** What this store has on its shelves but cannot sell for coin or points. */
  readonly excludedGoods: readonly ExcludedGoods[]
  /** Degrees, WGS 84. */
  readonly latitude: number
  readonly longitude: number
}

/** Merchants with several stores, by the key that the last column of the store table names. */
const merchantTable = `
sakura    | 有限会社さくら製パン         | ユウゲンガイシャサクラセイパン
minuma    | 見沼たんぼ農産株式会社       | ミヌマタンボノウサンカブシキガイシャ
hikawa    | 株式会社氷川屋商店           | カブシキガイシャヒカワヤショウテン
keyaki    | けやき薬品株式会社           | ケヤキヤクヒンカブシキガイシャ
yuhi      | 株式会社夕日湯               | カブシキガイシャユウヒユ
`

/**
 * One line, one store; all of them are invented. No chome 99 and no lot 9999
 * exists at these places, and 048-000 is no exchange.
 * Columns: number, name, kana, category, ward, postal code, town and lot, latitude, longitude, opening hours,
 * points (○ taken, × not), excluded goods, merchant (empty: the store is its own merchant).
 */
const storeTable = `
110101 | 指扇みのり直売所 | サシオウギミノリチョクバイジョ | farm | 西区 | 331-0047 | 指扇9999-1 | 35.9155 | 139.5702 | 9:00〜17:00 水曜定休 | ○ | |
110102 | 荒川土手そば 西風 | アラカワドテソバ ニシカゼ | restaurant | 西区 | 331-0068 | 飯田新田9999-2 | 35.9068 | 139.5771 | 11:00〜15:00 月曜定休 | ○ | |
110103 | 三橋くらしの電器 | ミハシクラシノデンキ | household | 西区 | 331-0052 | 三橋99丁目3 | 35.9112 | 139.5985 | 10:00〜19:00 木曜定休 | ○ | プリペイドカード |
110104 | 夕日湯 西大宮 | ユウヒユ ニシオオミヤ | leisure | 西区 | 331-0078 | 西大宮99丁目4 | 35.9215 | 139.5789 | 10:00〜23:00 無休 | ○ | たばこ | yuhi
110105 | ヘアサロン つばめ | ヘアサロン ツバメ | beauty | 西区 | 331-0063 | プラザ9999 | 35.9238 | 139.5822 | 9:00〜18:00 月曜定休 | ○ | |
110106 | 馬宮酒店 | マミヤサケテン | food | 西区 | 331-0061 | 西遊馬9999-6 | 35.9109 | 139.5663 | 10:00〜20:00 日曜定休 | × | たばこ, 切手・印紙 |
110107 | けやき薬局 指扇店 | ケヤキヤッキョク サシオウギテン | pharmacy | 西区 | 331-0074 | 宝来9999-7 | 35.9177 | 139.5655 | 9:00〜19:00 日祝休 | ○ | | keyaki
120101 | 宮原駅前書房 | ミヤハラエキマエショボウ | books | 北区 | 331-0812 | 宮原町99丁目1 | 35.9394 | 139.6094 | 10:00〜21:00 無休 | ○ | プリペイドカード, 有価証券・商品券 |
120102 | 盆栽喫茶 松韻 | ボンサイキッサ ショウイン | cafe | 北区 | 331-0805 | 盆栽町9999 | 35.9287 | 139.6342 | 10:00〜17:00 木曜定休 | ○ | |
120103 | 盆栽園 翠松 | ボンサイエン スイショウ | flowers | 北区 | 331-0805 | 盆栽町9999-3 | 35.9296 | 139.6350 | 9:00〜16:30 木曜定休 | × | |
120104 | 土呂の台所 | トロノダイドコロ | restaurant | 北区 | 331-0804 | 土呂町99丁目4 | 35.9325 | 139.6325 | 11:00〜21:00 火曜定休 | ○ | |
120105 | 日進青果 | ニッシンセイカ | food | 北区 | 331-0823 | 日進町99丁目5 | 35.9316 | 139.6065 | 9:30〜19:00 日曜定休 | ○ | |
120106 | 氷川屋 宮原店 | ヒカワヤ ミヤハラテン | household | 北区 | 331-0812 | 宮原町99丁目6 | 35.9402 | 139.6108 | 9:00〜22:00 無休 | ○ | たばこ, プリペイドカード | hikawa
120107 | 今羽クリーニング | コンバクリーニング | service | 北区 | 331-0801 | 今羽町9999-7 | 35.9388 | 139.6287 | 8:00〜19:00 日曜定休 | ○ | |
130101 | 氷川屋 大宮本店 | ヒカワヤ オオミヤホンテン | food | 大宮区 | 330-0803 | 高鼻町99丁目1 | 35.9106 | 139.6285 | 9:00〜22:00 無休 | ○ | たばこ, 切手・印紙, プリペイドカード | hikawa
130102 | 参道だんご 三の鳥居 | サンドウダンゴ サンノトリイ | bakery | 大宮区 | 330-0802 | 宮町99丁目2 | 35.9078 | 139.6288 | 10:00〜17:00 月曜定休 | ○ | |
130103 | 鉄道喫茶 てんしゃだい | テツドウキッサ テンシャダイ | cafe | 大宮区 | 330-0852 | 大成町99丁目3 | 35.9205 | 139.6182 | 8:00〜18:00 火曜定休 | ○ | |
130104 | 大門町ナポリタン食堂 | ダイモンチョウナポリタンショクドウ | restaurant | 大宮区 | 330-0846 | 大門町99丁目4 | 35.9059 | 139.6264 | 11:00〜22:00 無休 | ○ | |
130105 | 銀座通り洋品 なかや | ギンザドオリヨウヒン ナカヤ | clothing | 大宮区 | 330-0802 | 宮町99丁目5 | 35.9071 | 139.6255 | 10:00〜20:00 水曜定休 | ○ | |
130106 | 桜木町めがね工房 | サクラギチョウメガネコウボウ | service | 大宮区 | 330-0854 | 桜木町99丁目6 | 35.9064 | 139.6207 | 10:00〜19:00 水曜定休 | × | |
130107 | さくらベーカリー 大宮店 | サクラベーカリー オオミヤテン | bakery | 大宮区 | 330-0843 | 吉敷町99丁目7 | 35.9015 | 139.6312 | 7:30〜19:00 月曜定休 | ○ | | sakura
140101 | 見沼たんぼ直売所 | ミヌマタンボチョクバイジョ | farm | 見沼区 | 337-0024 | 片柳9999-1 | 35.9105 | 139.6704 | 9:00〜16:00 火曜定休 | ○ | | minuma
140102 | 農家食堂 田んぼの風 | ノウカショクドウ タンボノカゼ | restaurant | 見沼区 | 337-0024 | 片柳9999-2 | 35.9111 | 139.6711 | 11:00〜15:00 火曜定休 | ○ | | minuma
140103 | 大和田サイクル | オオワダサイクル | service | 見沼区 | 337-0053 | 大和田町99丁目3 | 35.9291 | 139.6498 | 10:00〜19:00 水曜定休 | ○ | |
140104 | 七里花園 | ナナサトカエン | flowers | 見沼区 | 337-0017 | 風渡野9999-4 | 35.9370 | 139.6672 | 9:00〜18:00 木曜定休 | ○ | |
140105 | 東大宮カレー研究室 | ヒガシオオミヤカレーケンキュウシツ | restaurant | 見沼区 | 337-0051 | 東大宮99丁目5 | 35.9492 | 139.6417 | 11:30〜21:00 月曜定休 | ○ | |
140106 | 春岡たばこ店 | ハルオカタバコテン | household | 見沼区 | 337-0008 | 春岡99丁目6 | 35.9535 | 139.6633 | 7:00〜19:00 日曜定休 | × | たばこ, 切手・印紙, 宝くじ |
140107 | 理容 ひばり | リヨウ ヒバリ | beauty | 見沼区 | 337-0051 | 東大宮99丁目7 | 35.9486 | 139.6431 | 9:00〜19:00 月曜定休 | ○ | |
150101 | 与野本町 ばら菓子店 | ヨノホンマチ バラカシテン | bakery | 中央区 | 338-0003 | 本町東99丁目1 | 35.8820 | 139.6274 | 9:30〜18:30 火曜定休 | ○ | |
150102 | 薔薇と珈琲 | バラトコーヒー | cafe | 中央区 | 338-0007 | 円阿弥99丁目2 | 35.8875 | 139.6157 | 9:00〜18:00 水曜定休 | ○ | |
150103 | 新都心ビストロ あかり | シントシンビストロ アカリ | restaurant | 中央区 | 338-0001 | 上落合99丁目3 | 35.8930 | 139.6309 | 11:30〜22:00 日曜定休 | ○ | |
150104 | けやき薬局 新都心店 | ケヤキヤッキョク シントシンテン | pharmacy | 中央区 | 338-0001 | 上落合99丁目4 | 35.8925 | 139.6315 | 9:00〜20:00 日祝休 | ○ | | keyaki
150105 | 南与野文具センター | ミナミヨノブングセンター | books | 中央区 | 338-0013 | 鈴谷99丁目5 | 35.8673 | 139.6308 | 9:00〜19:00 日曜定休 | ○ | 切手・印紙 |
150106 | 下落合魚河岸 まる久 | シモオチアイウオガシ マルキュウ | food | 中央区 | 338-0002 | 下落合99丁目6 | 35.8823 | 139.6388 | 10:00〜19:00 水曜定休 | × | |
150107 | 夕日湯 与野 | ユウヒユ ヨノ | leisure | 中央区 | 338-0004 | 本町西99丁目7 | 35.8811 | 139.6206 | 14:00〜23:00 金曜定休 | ○ | たばこ | yuhi
160101 | 西浦和の八百屋 やおまさ | ニシウラワノヤオヤ ヤオマサ | food | 桜区 | 338-0837 | 田島99丁目1 | 35.8447 | 139.6267 | 9:00〜19:00 日曜定休 | ○ | |
160102 | 学生食堂 大久保亭 | ガクセイショクドウ オオクボテイ | restaurant | 桜区 | 338-0825 | 下大久保9999-2 | 35.8625 | 139.6077 | 11:00〜21:00 日曜定休 | ○ | |
160103 | 栄和ブックス | エイワブックス | books | 桜区 | 338-0833 | 桜田99丁目3 | 35.8515 | 139.6169 | 10:00〜20:00 火曜定休 | ○ | プリペイドカード |
160104 | さくら草園芸 | サクラソウエンゲイ | flowers | 桜区 | 338-0838 | 田島ヶ原9999-4 | 35.8402 | 139.6088 | 9:00〜17:00 月曜定休 | ○ | |
160105 | 中浦和 靴のいしい | ナカウラワ クツノイシイ | clothing | 桜区 | 338-0836 | 町谷99丁目5 | 35.8489 | 139.6236 | 10:00〜19:00 水曜定休 | × | |
160106 | カフェ かもがわ | カフェ カモガワ | cafe | 桜区 | 338-0824 | 上大久保9999-6 | 35.8701 | 139.6049 | 9:00〜17:00 木曜定休 | ○ | |
160107 | 道場どうぶつ病院 | ドウジョウドウブツビョウイン | service | 桜区 | 338-0835 | 道場99丁目7 | 35.8532 | 139.6253 | 9:00〜18:30 木曜定休 | ○ | |
170101 | さくらベーカリー | サクラベーカリー | bakery | 浦和区 | 330-0063 | 高砂99丁目1 | 35.8597 | 139.6538 | 7:30〜18:30 月曜定休 | ○ | | sakura
170102 | 中山道うなぎ 浦和川 | ナカセンドウウナギ ウラワガワ | restaurant | 浦和区 | 330-0062 | 仲町99丁目2 | 35.8621 | 139.6528 | 11:00〜20:30 月曜定休 | × | |
170103 | 北浦和古書 雨宿り | キタウラワコショ アマヤドリ | books | 浦和区 | 330-0074 | 北浦和99丁目3 | 35.8722 | 139.6471 | 12:00〜20:00 火曜定休 | ○ | |
170104 | 常盤町コーヒー焙煎所 | トキワチョウコーヒーバイセンジョ | cafe | 浦和区 | 330-0061 | 常盤99丁目4 | 35.8664 | 139.6472 | 8:00〜18:00 水曜定休 | ○ | |
170105 | 岸町洋裁店 | キシチョウヨウサイテン | clothing | 浦和区 | 330-0064 | 岸町99丁目5 | 35.8548 | 139.6531 | 10:00〜18:00 日曜定休 | ○ | |
170106 | 美容室 しらさぎ | ビヨウシツ シラサギ | beauty | 浦和区 | 330-0055 | 東高砂町9999-6 | 35.8589 | 139.6589 | 9:30〜19:00 火曜定休 | ○ | |
170107 | 駒場スポーツ 赤つばき | コマバスポーツ アカツバキ | leisure | 浦和区 | 330-0051 | 駒場99丁目7 | 35.8686 | 139.6669 | 10:00〜20:00 無休 | ○ | 乗車券・入場券 |
180101 | 武蔵浦和 朝市商店 | ムサシウラワ アサイチショウテン | food | 南区 | 336-0021 | 別所99丁目1 | 35.8462 | 139.6469 | 9:00〜21:00 無休 | ○ | たばこ |
180102 | 別所沼茶房 | ベッショヌマサボウ | cafe | 南区 | 336-0021 | 別所99丁目2 | 35.8531 | 139.6446 | 9:00〜17:00 月曜定休 | ○ | |
180103 | 南浦和 中華 福さい軒 | ミナミウラワ チュウカ フクサイケン | restaurant | 南区 | 336-0017 | 南浦和99丁目3 | 35.8479 | 139.6687 | 11:00〜22:00 水曜定休 | × | |
180104 | 白幡金物 | シラハタカナモノ | household | 南区 | 336-0022 | 白幡99丁目4 | 35.8483 | 139.6512 | 9:00〜18:00 日曜定休 | ○ | |
180105 | けやき薬局 南浦和店 | ケヤキヤッキョク ミナミウラワテン | pharmacy | 南区 | 336-0018 | 南本町99丁目5 | 35.8471 | 139.6667 | 9:00〜20:00 日祝休 | ○ | | keyaki
180106 | 文蔵たいやき本舗 | ブゾウタイヤキホンポ | bakery | 南区 | 336-0025 | 文蔵99丁目6 | 35.8422 | 139.6598 | 11:00〜18:00 火曜定休 | ○ | |
180107 | ヨガと整体 たんぽぽ | ヨガトセイタイ タンポポ | service | 南区 | 336-0031 | 鹿手袋99丁目7 | 35.8479 | 139.6399 | 10:00〜21:00 木曜定休 | ○ | |
190101 | 見沼たんぼ直売所 東浦和店 | ミヌマタンボチョクバイジョ ヒガシウラワテン | farm | 緑区 | 336-0926 | 東浦和99丁目1 | 35.8642 | 139.7042 | 9:00〜17:00 火曜定休 | ○ | | minuma
190102 | 美園キッズ洋品 | ミソノキッズヨウヒン | clothing | 緑区 | 336-0967 | 美園99丁目2 | 35.8937 | 139.7275 | 10:00〜19:00 水曜定休 | ○ | |
190103 | スタジアム前食堂 赤い旗 | スタジアムマエショクドウ アカイハタ | restaurant | 緑区 | 336-0967 | 美園99丁目3 | 35.8990 | 139.7221 | 11:00〜21:00 月曜定休 | ○ | たばこ |
190104 | 原山パン工房 こむぎ | ハラヤマパンコウボウ コムギ | bakery | 緑区 | 336-0931 | 原山99丁目4 | 35.8672 | 139.6792 | 8:00〜18:00 日曜定休 | ○ | |
190105 | 中尾ドラッグ | ナカオドラッグ | pharmacy | 緑区 | 336-0932 | 中尾9999-5 | 35.8688 | 139.6901 | 9:00〜21:00 無休 | × | たばこ, 切手・印紙 |
190106 | 通船堀釣具 | ツウセンボリツリグ | leisure | 緑区 | 336-0923 | 大間木9999-6 | 35.8588 | 139.7046 | 6:00〜18:00 木曜定休 | ○ | |
190107 | 大門宿 和菓子 かぎや | ダイモンジュク ワガシ カギヤ | bakery | 緑区 | 336-0963 | 大門9999-7 | 35.8868 | 139.7214 | 9:00〜18:00 水曜定休 | ○ | |
200101 | 岩槻人形 雛乃 | イワツキニンギョウ ヒナノ | craft | 岩槻区 | 339-0057 | 本町99丁目1 | 35.9507 | 139.6937 | 10:00〜17:30 水曜定休 | × | 貴金属・地金 |
200102 | 五月人形工房 勝山 | ゴガツニンギョウコウボウ カツヤマ | craft | 岩槻区 | 339-0057 | 本町99丁目2 | 35.9515 | 139.6951 | 9:30〜17:00 月曜定休 | ○ | |
200103 | 城下町茶屋 時の鐘 | ジョウカマチチャヤ トキノカネ | cafe | 岩槻区 | 339-0058 | 本丸99丁目3 | 35.9532 | 139.7025 | 10:00〜17:00 月曜定休 | ○ | |
200104 | 岩槻ねぎラーメン 鶴の巣 | イワツキネギラーメン ツルノス | restaurant | 岩槻区 | 339-0067 | 西町99丁目4 | 35.9492 | 139.6903 | 11:00〜21:00 火曜定休 | ○ | |
200105 | 東岩槻ふとん店 | ヒガシイワツキフトンテン | household | 岩槻区 | 339-0056 | 加倉99丁目5 | 35.9430 | 139.6860 | 9:30〜18:30 水曜定休 | ○ | |
200106 | 夕日湯 岩槻 | ユウヒユ イワツキ | leisure | 岩槻区 | 339-0055 | 東町99丁目6 | 35.9551 | 139.7063 | 10:00〜23:00 無休 | ○ | たばこ | yuhi
200107 | 慈恩寺いちご園 | ジオンジイチゴエン | farm | 岩槻区 | 339-0009 | 慈恩寺9999-7 | 35.9788 | 139.7148 | 9:00〜15:00 月曜定休 | ○ | |
`

const categoryCodes = categories.map((category) => category.code)
const wardNames = wards.map((ward) => ward.name)
const excludedGoodsNames = excludedGoods.map((goods) => goods.name)

const rowsOf = (table: string) =>
  table
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))

/** The member of a closed list that a cell names; throws on any other word, so that a slip stops the seeding. */
function oneOf<Word extends string>(words: readonly Word[], cell: string | undefined): Word {
  const word = words.find((candidate) => candidate === cell)
  if (word === undefined) throw new Error(`"${cell}" is none of: ${words.join(', ')}`)
  return word
}

const severalStores = new Map(
  rowsOf(merchantTable).map(([key = '', name = '', kana = '']) => [
    key,
    { id: seedId(`merchant:${key}`), name, kana },
  ]),
)

function readStore(row: string[]): { store: Store; merchant: Merchant } {
  const [number = '', name = '', kana = '', category, ward, postalCode = '', lot = ''] = row
  const [latitude, longitude, hours = '', points, excluded = '', merchantKey = ''] = row.slice(7)
  const merchant = merchantKey
    ? severalStores.get(merchantKey)
    : { id: seedId(`merchant:${number}`), name, kana }
  if (!merchant) throw new Error(`store ${number} names an unknown merchant: ${merchantKey}`)
  const wardName = oneOf(wardNames, ward)
  const store: Store = {
    id: seedId(`store:${number}`),
    number,
    merchantId: merchant.id,
    name,
    kana,
    category: oneOf(categoryCodes, category),
    ward: wardName,
    postalCode,
    address: `埼玉県さいたま市${wardName}${lot}`,
    phone: `048-000-${number.slice(0, 2)}${number.slice(4)}`,
    hours,
    acceptsPoints: oneOf(['○', '×'], points) === '○',
    excludedGoods: excluded ? excluded.split(',').map((cell) => oneOf(excludedGoodsNames, cell.trim())) : [],
    latitude: Number(latitude),
    longitude: Number(longitude),
  }
  return { store, merchant }
}

const read = rowsOf(storeTable).map(readStore)

/** The seeded stores, by ward in the order of `wards`. */
export const stores: readonly Store[] = read.map((each) => each.store)

/** The seeded merchants: each has at least one store. */
export const merchants: readonly Merchant[] = [
  ...new Map(read.map(({ merchant }) => [merchant.id, merchant])).values(),
]
