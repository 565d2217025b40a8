// SPDX-License-Identifier: GPL-2.0
/* Stands for the shim. */
