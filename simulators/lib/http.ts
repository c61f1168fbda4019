import fastifyStatic from '@fastify/static'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { AddressInfo } from 'node:net'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bodyOf, type Door, openDoor } from './door.ts'

/** What every simulator can be told when it is started. */
export type SimulatorOptions = {
  /** 0 or nothing: any free port. */
  port?: number
  host?: string
  /** How browsers reach it; default http://localhost:<port>. */
  publicUrl?: string
  /** JSON file that keeps its memory over a restart; nothing: memory only. */
  stateFile?: string
  /** Late and doubled pushes, one lost answer in twenty; default: SIM_FAULTS=nasty. */
  nasty?: boolean
}

export type Running = { url: string; port: number; close(): Promise<void> }

export type Simulator = { app: FastifyInstance; door: Door; origin(): string; listen(): Promise<Running> }

const fonts = dirname(fileURLToPath(import.meta.resolve('@fontsource-variable/noto-sans-jp/package.json')))

/**
 * Makes an HTTP program with the management door and bodies as the very bytes that came in.
 * Throws when NODE_ENV is production: an imitation of a bank must not stand beside real money.
 */
export function createSimulator(options: SimulatorOptions, onReset: () => void): Simulator {
  if (process.env['NODE_ENV'] === 'production') throw new Error('simulators do not run in production')
  const app = Fastify({ forceCloseConnections: true, bodyLimit: 1_000_000 })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('x-robots-tag', 'noindex').header('cache-control', 'no-store')
  })
  // Japanese must be readable on a machine that has no Japanese font.
  app.register(fastifyStatic, { root: fonts, prefix: '/__sim/fonts/', maxAge: '1d', decorateReply: false })
  const nasty = options.nasty ?? process.env['SIM_FAULTS'] === 'nasty'
  const door = openDoor(app, { nasty, onReset })
  let origin = options.publicUrl ?? ''
  return {
    app,
    door,
    origin: () => origin,
    async listen() {
      await app.listen({ port: options.port ?? 0, host: options.host ?? 'localhost' })
      const { port } = app.server.address() as AddressInfo
      origin ||= `http://localhost:${port}`
      return {
        url: origin,
        port,
        async close() {
          door.stop()
          await app.close()
        },
      }
    },
  }
}

/** The fields of a form post; a field sent twice keeps its last value. Never throws. */
export function formOf(request: FastifyRequest): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(bodyOf(request)))
}

/** One value out of the path, '' when the route has no such part. */
export function pathPart(request: FastifyRequest, name: string): string {
  return (request.params as Record<string, string>)[name] ?? ''
}

/** One value of the query, '' when it is not there; a doubled one counts as not there. */
export function queryPart(request: FastifyRequest, name: string): string {
  const value = (request.query as Record<string, unknown>)[name]
  return typeof value === 'string' ? value : ''
}

/** Sends a finished page. */
export function sendPage(reply: FastifyReply, text: string, status = 200): FastifyReply {
  return reply.code(status).type('text/html; charset=utf-8').send(text)
}
