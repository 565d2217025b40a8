/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _MDEVPORT_LEVEL_H
#define _MDEVPORT_LEVEL_H

/* The release that stands for this level; base/linux/version.h reads it. */
#define MDEVPORT_VERSION_MAJOR		4
#define MDEVPORT_VERSION_PATCHLEVEL	19
#define MDEVPORT_VERSION_SUBLEVEL	0

#endif /* _MDEVPORT_LEVEL_H */
