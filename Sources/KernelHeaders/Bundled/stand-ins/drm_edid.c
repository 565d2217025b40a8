// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0
/*
 * The part of drm that checks what monitors say of themselves.
 *
 * provides: drm_edid_block_valid
 */

#include <linux/module.h>
#include <linux/string.h>

#define BLOCK_SIZE	128

/* As drm/drm_edid.h has it, which not everybody sees. */
bool drm_edid_block_valid(u8 *raw_edid, int block, bool print_bad_edid,
			  bool *edid_corrupt);

static const u8 edid_header[8] = {
	0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00
};

/* A block with its sum, and the first one with its header. */
bool drm_edid_block_valid(u8 *raw_edid, int block, bool print_bad_edid,
			  bool *edid_corrupt)
{
	bool is_sound = true;
	u8 sum = 0;
	int i;

	for (i = 0; i < BLOCK_SIZE; i++)
		sum += raw_edid[i];
	if (sum)
		is_sound = false;
	if (!block && memcmp(raw_edid, edid_header, sizeof(edid_header)))
		is_sound = false;
	if (edid_corrupt)
		*edid_corrupt = !is_sound;
	return is_sound;
}
EXPORT_SYMBOL(drm_edid_block_valid);

static int __init drm_edid_init(void)
{
	return 0;
}

static void __exit drm_edid_exit(void)
{
}

module_init(drm_edid_init);
module_exit(drm_edid_exit);
MODULE_LICENSE("GPL");
