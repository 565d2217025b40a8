// SPDX-License-Identifier: Apache-2.0
/* clang calls this for 64-bit multiplications with overflow on s390x; it is in compiler-rt, which gcc does not link. */
__int128 __muloti4(__int128 a, __int128 b, int *overflow)
{
	__int128 product = (unsigned __int128)a * b;

	*overflow = a && (product / a != b || (a == -1 && b < 0 && b == -b));
	return product;
}
