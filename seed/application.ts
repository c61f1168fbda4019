/** A shop that has applied and waits for the office, so that there is something to look at. */
export const waitingApplication = {
  mail: 'koto@example.jp',
  /** Since when it waits. */
  daysAgo: 2,
  form: {
    ...{ kind: 'sole', corporateNumber: '', businessName: '古都 音羽', businessKana: 'コト オトハ' },
    ...{
      representative: '古都 音羽',
      storeName: '喫茶 ことり',
      storeKana: 'キッサ コトリ',
      category: 'cafe',
    },
    ...{ ward: '岩槻区', address: 'さいたま市岩槻区本町99丁目12', phone: '048-000-8812' },
    ...{ opensAt: '8:00', closesAt: '18:00', closedOn: [2], hoursNote: '', acceptsPoints: true },
    ...{ excludedGoods: ['プリペイドカード'], bankCode: '0017', branchCode: '333', accountKind: 'futsu' },
    ...{ accountNumber: '8812001', holderKana: 'キツサコトリ コト オトハ', notAntisocial: true },
  },
  document: {
    name: '営業許可証（見本）.pdf',
    /** The smallest paper that a reader opens: one empty page. */
    lines: [
      '%PDF-1.4',
      '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
      '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
      '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj',
      'trailer<</Root 1 0 R>>',
      '%%EOF',
    ],
  },
} as const
