import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dose, linearDose } from '../src/services/dose.js'

test('a formula gives the dose', () => assert.equal(dose('weight * 0.2 + 1', 10), 3))
test('a linear dose is rounded', () => assert.equal(linearDose(0.333, 3), 1))
