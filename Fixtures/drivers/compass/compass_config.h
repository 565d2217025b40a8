/* SPDX-License-Identifier: GPL-2.0 */
/* Written by configure, from what the kernel's headers declare. */
#ifndef COMPASS_CONFIG_H
#define COMPASS_CONFIG_H

#define COMPASS_HAVE_MDEV_DRIVER_TYPE_GROUPS 1
/* #undef COMPASS_HAVE_MDEV_REGISTER_PARENT */

#endif
