import { useSuspenseQuery } from '@tanstack/react-query'
import { type AnyRouter, Link, useRouter } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { readOperator } from '#contract/operators.ts'
import { operatorSignOut } from '#contract/operator-sign-in.ts'
import { asking } from '../lib/ask.ts'
import { operatorPaths as paths } from '../lib/paths.ts'
import { LookButton } from '../lib/LookChoice.tsx'
import { SignOutButton } from '../lib/SignOutButton.tsx'
import { IconNext } from '../ui/icons.tsx'
import { Page } from '../ui/Page.tsx'
import { barLinkClass, TopBar } from '../ui/TopBar.tsx'

/** One screen of the console: places, who is signed in, content. */
export function Desk({ title, children }: { title: string; children: ReactNode }) {
  const { name, duty } = useSuspenseQuery(asking(readOperator)).data
  return (
    <Page
      title={title}
      wide
      top={
        <TopBar back={duty === 'office' ? <Places /> : <CounterPlaces />} end={<Who name={name} />} wide />
      }
    >
      {children}
    </Page>
  )
}

type Place = readonly [to: string, name: string]
type Group = { name: string; places: readonly Place[] }

/** Where the office works, by what it works on. */
const atOffice: readonly Group[] = [
  {
    name: '利用者',
    places: [
      [paths.residents, '利用者'],
      [paths.recoveries, '復旧'],
      [paths.paperCards, 'QRカード'],
      [paths.relatives, 'お手伝い'],
      [paths.announcements, 'お知らせ'],
    ],
  },
  {
    name: 'お金',
    places: [
      [paths.unresolvedTopUps, 'チャージ'],
      [paths.codes, 'チャージコード'],
      [paths.tills, '窓口'],
      [paths.campaigns, 'キャンペーン'],
      [paths.limits, '上限'],
      [paths.reconciliation, '突合'],
    ],
  },
  {
    name: '加盟店',
    places: [
      [paths.stores, '加盟店'],
      [paths.applications, '加盟申込'],
      [paths.takings, '月次集計'],
    ],
  },
  {
    name: '事務局',
    places: [
      [paths.operators, '担当者'],
      [paths.secondStep, '2段階認証'],
    ],
  },
]

/** Who sits at a counter takes cash, and looks after people without a phone. */
const atCounter: readonly Place[] = [
  [paths.counter, '窓口チャージ'],
  [paths.paperCards, 'QRカード'],
  [paths.relatives, 'お手伝い'],
  [paths.secondStep, '2段階認証'],
]

/** All places in a row where there is room for it; on a phone, behind one button and in their groups. */
function Places() {
  return (
    <>
      <nav aria-label="主なメニュー" className="hidden flex-wrap sm:flex">
        <PlaceLink place={[paths.home, '概況']} />
        {atOffice.flatMap(({ places }) => places.map((place) => <PlaceLink key={place[0]} place={place} />))}
      </nav>
      <details className="group min-w-0 grow sm:hidden">
        <summary className={`${barLinkClass} cursor-pointer list-none`}>
          メニュー
          <IconNext className="size-4 rotate-90 group-open:-rotate-90" />
        </summary>
        <nav
          aria-label="主なメニュー"
          className="absolute inset-x-0 z-20 flex flex-col gap-2 border-b border-line bg-paper p-3 shadow-lg"
        >
          <PlaceLink place={[paths.home, '概況']} />
          {atOffice.map(({ name, places }) => (
            <section key={name} className="rounded-16 border border-line bg-card p-2">
              <h2 className="px-3 text-sm text-ink-soft">{name}</h2>
              <div className="grid grid-cols-[repeat(auto-fit,minmax(7.5rem,1fr))]">
                {places.map((place) => (
                  <PlaceLink key={place[0]} place={place} />
                ))}
              </div>
            </section>
          ))}
        </nav>
      </details>
    </>
  )
}

function PlaceLink({ place: [to, name] }: { place: Place }) {
  const here = { className: `${barLinkClass} bg-coin-50 underline` }
  return (
    <Link<AnyRouter, string, string>
      to={to}
      className={barLinkClass}
      activeProps={here}
      activeOptions={{ exact: to === paths.home }}
    >
      {name}
    </Link>
  )
}

function CounterPlaces() {
  return (
    <nav aria-label="主なメニュー" className="flex flex-wrap">
      {atCounter.map((place) => (
        <PlaceLink key={place[0]} place={place} />
      ))}
    </nav>
  )
}

function Who({ name }: { name: string }) {
  const { history } = useRouter()
  return (
    <span className="flex shrink-0 items-center justify-end self-start whitespace-nowrap">
      <span className="sr-only text-sm sm:not-sr-only">{name}</span>
      <LookButton />
      <SignOutButton endpoint={operatorSignOut} onDone={() => history.push(`/operator${paths.signIn}`)} />
    </span>
  )
}
