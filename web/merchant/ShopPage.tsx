import type { ReactNode } from 'react'
import { merchantPaths } from '../lib/paths.ts'
import { IconBack } from '../ui/icons.tsx'
import { Page } from '../ui/Page.tsx'
import { barLinkClass, TopBar } from '../ui/TopBar.tsx'
import { ShopLink } from './ShopLink.tsx'

type ShopPageProps = { title: string; back?: string; hideTitle?: boolean; children: ReactNode }

/** A screen of the merchant app with the way back above it: to today, unless told. */
export function ShopPage({ title, back = merchantPaths.home, hideTitle = false, children }: ShopPageProps) {
  const way = (
    <ShopLink to={back} className={barLinkClass}>
      <IconBack />
      戻る
    </ShopLink>
  )
  return (
    <Page title={title} top={<TopBar back={way} />} hideTitle={hideTitle}>
      {children}
    </Page>
  )
}
