import { type AnyRouter, Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

type DeskLinkProps = {
  to: string
  params?: Record<string, string>
  className: string
  children: ReactNode
}

/** A link inside the console; the router's types know the resident's paths only. Refuses nothing. */
export function DeskLink({ to, params, className, children }: DeskLinkProps) {
  return (
    <Link<AnyRouter, string, string> to={to} params={(params ?? {}) as never} className={className}>
      {children}
    </Link>
  )
}
