import { useSuspenseQuery } from '@tanstack/react-query'
import { type AnyRouter, Link, useRouter } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { readOperator } from '#contract/operators.ts'
import { operatorSignOut } from '#contract/operator-sign-in.ts'
import { asking } from '../lib/ask.ts'
import { operatorPaths as paths } from '../lib/paths.ts'
import { LookButton } from '../lib/LookChoice.tsx'
import { SignOutButton } from '../lib/SignOutButton.tsx'
import { Page } from '../ui/Page.tsx'
import { barLinkClass, TopBar } from '../ui/TopBar.tsx'

/** One screen of the console: places, who is signed in, content. */
export function Desk({ title, children }: { title: string; children: ReactNode }) {
  const { name, duty } = useSuspenseQuery(asking(readOperator)).data
  return (
    <Page
      title={title}
      wide
      top={<TopBar back={duty === 'office' ? <Places /> : <CounterPlaces />} end={<Who name={name} />} />}
    >
      {children}
    </Page>
  )
}

function Places() {
  const here = { className: `${barLinkClass} bg-coin-50 underline` }
  return (
    <nav aria-label="主なメニュー" className="flex flex-wrap">
      <Link to={paths.home} className={barLinkClass} activeProps={here} activeOptions={{ exact: true }}>
        概況
      </Link>
      <Link<AnyRouter, string, string> to={paths.residents} className={barLinkClass} activeProps={here}>
        利用者
      </Link>
      <Link<AnyRouter, string, string> to={paths.recoveries} className={barLinkClass} activeProps={here}>
        復旧
      </Link>
      <Link<AnyRouter, string, string>
        to={paths.unresolvedTopUps}
        className={barLinkClass}
        activeProps={here}
      >
        チャージ
      </Link>
      <Link<AnyRouter, string, string> to={paths.campaigns} className={barLinkClass} activeProps={here}>
        キャンペーン
      </Link>
      <Link<AnyRouter, string, string> to={paths.announcements} className={barLinkClass} activeProps={here}>
        お知らせ
      </Link>
      <Link<AnyRouter, string, string> to={paths.limits} className={barLinkClass} activeProps={here}>
        上限
      </Link>
      <Link<AnyRouter, string, string> to={paths.stores} className={barLinkClass} activeProps={here}>
        加盟店
      </Link>
      <Link<AnyRouter, string, string> to={paths.applications} className={barLinkClass} activeProps={here}>
        加盟申込
      </Link>
      <Link<AnyRouter, string, string> to={paths.takings} className={barLinkClass} activeProps={here}>
        月次集計
      </Link>
      <Link<AnyRouter, string, string> to={paths.reconciliation} className={barLinkClass} activeProps={here}>
        突合
      </Link>
      <Link<AnyRouter, string, string> to={paths.codes} className={barLinkClass} activeProps={here}>
        チャージコード
      </Link>
      <Link<AnyRouter, string, string> to={paths.tills} className={barLinkClass} activeProps={here}>
        窓口
      </Link>
      <Link<AnyRouter, string, string> to={paths.paperCards} className={barLinkClass} activeProps={here}>
        QRカード
      </Link>
      <Link<AnyRouter, string, string> to={paths.relatives} className={barLinkClass} activeProps={here}>
        お手伝い
      </Link>
      <Link<AnyRouter, string, string> to={paths.operators} className={barLinkClass} activeProps={here}>
        担当者
      </Link>
      <Link<AnyRouter, string, string> to={paths.secondStep} className={barLinkClass} activeProps={here}>
        2段階認証
      </Link>
    </nav>
  )
}

/** Who sits at a counter takes cash, and looks after people without a phone. */
function CounterPlaces() {
  const here = { className: `${barLinkClass} bg-coin-50 underline` }
  return (
    <nav aria-label="主なメニュー" className="flex flex-wrap">
      <Link<AnyRouter, string, string> to={paths.counter} className={barLinkClass} activeProps={here}>
        窓口チャージ
      </Link>
      <Link<AnyRouter, string, string> to={paths.paperCards} className={barLinkClass} activeProps={here}>
        QRカード
      </Link>
      <Link<AnyRouter, string, string> to={paths.relatives} className={barLinkClass} activeProps={here}>
        お手伝い
      </Link>
      <Link<AnyRouter, string, string> to={paths.secondStep} className={barLinkClass} activeProps={here}>
        2段階認証
      </Link>
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
