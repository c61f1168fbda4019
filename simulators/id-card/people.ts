// The people whose cards lie in the drawer. All are invented; house numbers are ones that do not exist.

export type Person = {
  id: string
  name: string
  nameKana: string
  /** YYYY-MM-DD. */
  birthdate: string
  gender: 'female' | 'male'
  address: string
  /** What is special about this person's card, in Japanese; '' for an ordinary resident. */
  note: string
}

type Row = [
  id: string,
  name: string,
  nameKana: string,
  birthdate: string,
  gender: Person['gender'],
  address: string,
]

const residents: Row[] = [
  [
    'hanako',
    '埼玉 花子',
    'サイタマ ハナコ',
    '1984-04-12',
    'female',
    '埼玉県さいたま市浦和区常盤九丁目99番1号',
  ],
  ['taro', '大宮 太郎', 'オオミヤ タロウ', '1979-11-03', 'male', '埼玉県さいたま市大宮区土手町三丁目99番2号'],
  ['yoko', '浦和 陽子', 'ウラワ ヨウコ', '1991-07-25', 'female', '埼玉県さいたま市浦和区高砂四丁目99番8号'],
  ['kenji', '与野 健二', 'ヨノ ケンジ', '1968-02-29', 'male', '埼玉県さいたま市中央区下落合五丁目99番3号'],
  [
    'sakura',
    '岩槻 さくら',
    'イワツキ サクラ',
    '2001-03-30',
    'female',
    '埼玉県さいたま市岩槻区本町三丁目99番7号',
  ],
  ['minoru', '見沼 実', 'ミヌマ ミノル', '1953-09-18', 'male', '埼玉県さいたま市見沼区東大宮五丁目99番10号'],
  ['aoi', '桜田 葵', 'サクラダ アオイ', '1996-05-05', 'female', '埼玉県さいたま市桜区田島五丁目99番4号'],
  ['makoto', '武蔵 誠', 'ムサシ マコト', '1987-12-01', 'male', '埼玉県さいたま市南区別所三丁目99番6号'],
  ['chiyo', '北原 千代', 'キタハラ チヨ', '1941-01-09', 'female', '埼玉県さいたま市北区宮原町三丁目99番5号'],
  ['daichi', '西野 大地', 'ニシノ ダイチ', '2004-08-16', 'male', '埼玉県さいたま市西区三橋六丁目99番9号'],
  [
    'midori',
    '緑川 みどり',
    'ミドリカワ ミドリ',
    '1975-06-21',
    'female',
    '埼玉県さいたま市緑区東浦和九丁目99番11号',
  ],
  [
    'haruto',
    '片柳 陽翔',
    'カタヤナギ ハルト',
    '1999-10-10',
    'male',
    '埼玉県さいたま市見沼区片柳二丁目99番12号',
  ],
  [
    'nguyen',
    'NGUYEN THI LAN',
    'グエン ティ ラン',
    '1993-02-14',
    'female',
    '埼玉県さいたま市大宮区桜木町四丁目99番13号',
  ],
  ['tetsuo', '盆栽 哲夫', 'ボンサイ テツオ', '1960-07-07', 'male', '埼玉県さいたま市北区盆栽町999番地1'],
  ['kaori', '指扇 香', 'サシオウギ カオリ', '1989-09-29', 'female', '埼玉県さいたま市西区指扇9999番地'],
  ['shun', '七里 駿', 'ナナサト シュン', '1982-05-17', 'male', '埼玉県さいたま市見沼区風渡野999番地'],
]

const special: [Row, note: string][] = [
  [
    ['jiro', '川口 次郎', 'カワグチ ジロウ', '1985-03-08', 'male', '埼玉県川口市青木二丁目99番1号'],
    '市外(川口市)',
  ],
  [
    [
      'nozomi',
      '常盤 のぞみ',
      'トキワ ノゾミ',
      '2013-05-20',
      'female',
      '埼玉県さいたま市浦和区常盤九丁目99番14号',
    ],
    '未成年',
  ],
  [
    ['koko', '改田 交子', 'カイダ コウコ', '1981-08-08', 'female', '埼玉県さいたま市桜区栄和九丁目99番17号'],
    '再交付(15日前)',
  ],
  [
    [
      'rokuro',
      '鍵山 六郎',
      'カギヤマ ロクロウ',
      '1972-06-06',
      'male',
      '埼玉県さいたま市南区根岸五丁目99番15号',
    ],
    '暗証番号ロック中',
  ],
  [
    ['kiyoshi', '満期 清', 'マンキ キヨシ', '1966-10-31', 'male', '埼玉県さいたま市中央区鈴谷九丁目99番16号'],
    '有効期限切れ',
  ],
  [
    ['saki', '早見 さき', 'ハヤミ サキ', '1994-04-01', 'female', '埼玉県さいたま市緑区三室9999番地'],
    '有効期間の前',
  ],
  [
    [
      'fumi',
      '失効 ふみ',
      'シッコウ フミ',
      '1990-12-24',
      'female',
      '埼玉県さいたま市大宮区天沼町二丁目999番地',
    ],
    '失効(利用の終了)',
  ],
  [
    [
      'tome',
      '仮止 とめ',
      'カリドメ トメ',
      '1958-05-03',
      'female',
      '埼玉県さいたま市岩槻区太田九丁目99番18号',
    ],
    '失効(一時停止)',
  ],
  [
    [
      'kawari',
      '変田 かわり',
      'ヘンダ カワリ',
      '1977-07-17',
      'male',
      '埼玉県さいたま市北区日進町九丁目999番地',
    ],
    '失効(記載の変更)',
  ],
  [
    ['arata', '新世 あらた', 'シンセイ アラタ', '1998-02-02', 'male', '埼玉県さいたま市西区宝来9999番地'],
    '対応していない認証局',
  ],
]

const person = ([id, name, nameKana, birthdate, gender, address]: Row, note = ''): Person => ({
  ...{ id, name, nameKana, birthdate, gender, address, note },
})

export const people: readonly Person[] = [
  ...residents.map((row) => person(row, row[0] === 'nguyen' ? '外国籍' : '')),
  ...special.map(([row, note]) => person(row, note)),
]

/** The person with this id. Throws for an id that nobody has. */
export function personOf(id: string): Person {
  const found = people.find((each) => each.id === id)
  if (!found) throw new Error(`nobody in the drawer is called ${id}`)
  return found
}
