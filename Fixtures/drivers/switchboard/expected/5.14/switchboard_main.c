// SPDX-License-Identifier: GPL-2.0
/*
 * switchboard - telephone switchboard, the board itself
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/bitops.h>
#include <linux/slab.h>
#include <linux/platform_device.h>

#include "switchboard.h"

int switchboard_plug(struct switchboard *board)
{
	int nr;

	mutex_lock(&board->lock);
	nr = find_first_zero_bit(&board->plugged, SWITCHBOARD_LINES);
	if (nr < SWITCHBOARD_LINES)
		__set_bit(nr, &board->plugged);
	else
		nr = -ENOSPC;
	mutex_unlock(&board->lock);

	return nr;
}

void switchboard_unplug(struct switchboard *board, unsigned int nr)
{
	mutex_lock(&board->lock);
	__clear_bit(nr, &board->plugged);
	mutex_unlock(&board->lock);
}

static int switchboard_probe(struct platform_device *pdev)
{
	struct switchboard *board;
	int ret;

	board = kzalloc(sizeof(*board), GFP_KERNEL);
	if (!board)
		return -ENOMEM;

	board->dev = &pdev->dev;
	mutex_init(&board->lock);
	platform_set_drvdata(pdev, board);

	ret = mdev_register_device(board->dev, &switchboard_mdev_ops);
	if (ret) {
		platform_set_drvdata(pdev, NULL);
		kfree(board);
	}
	return ret;
}

static int switchboard_remove(struct platform_device *pdev)
{
	struct switchboard *board = platform_get_drvdata(pdev);

	mdev_unregister_device(board->dev);
	platform_set_drvdata(pdev, NULL);
	kfree(board);
	return 0;
}

static struct platform_driver switchboard_driver = {
	.driver = {
		.name = "switchboard",
		.owner = THIS_MODULE,
	},
	.probe = switchboard_probe,
	.remove = switchboard_remove,
};

static int __init switchboard_init(void)
{
	int ret;

	ret = mdev_register_driver(&switchboard_line_driver);
	if (ret)
		return ret;

	ret = platform_driver_register(&switchboard_driver);
	if (ret)
		mdev_unregister_driver(&switchboard_line_driver);

	return ret;
}

static void __exit switchboard_exit(void)
{
	platform_driver_unregister(&switchboard_driver);
	mdev_unregister_driver(&switchboard_line_driver);
}

module_init(switchboard_init);
module_exit(switchboard_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Telephone switchboard with mediated lines");
