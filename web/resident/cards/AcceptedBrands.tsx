import { brandNames, type CardBrand } from '#contract/cards.ts'
import { t } from '../words/bank-accounts.ts'

/** The brands that the town takes, said before anything is typed. */
export function AcceptedBrands({ brands }: { brands: readonly CardBrand[] }) {
  return (
    <section aria-labelledby="brands" className="flex flex-col gap-2">
      <h2 id="brands" className="font-bold">
        {t('acceptedCards')}
      </h2>
      <ul className="flex flex-wrap gap-2">
        {brands.map((brand) => (
          <li
            key={brand}
            className="inline-flex min-h-10 items-center rounded-8 border-2 border-line bg-card px-4 font-bold"
          >
            {brandNames[brand]}
          </li>
        ))}
      </ul>
      <p className="text-sm text-ink-soft">{t('needs3ds')}</p>
    </section>
  )
}
