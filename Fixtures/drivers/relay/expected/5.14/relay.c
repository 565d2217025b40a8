// SPDX-License-Identifier: GPL-2.0
/*
 * relay - mediated relay boards
 *
 * Sixteen relays per board.  A coil register asks for a state, a sense
 * register tells it, and a change raises the interrupt.
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/eventfd.h>
#include <linux/slab.h>
#include <linux/mutex.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define RELAY_COIL	0
#define RELAY_SENSE	2
#define RELAY_WINDOW	4

struct relay_board {
	struct vfio_device vdev;
	u16 coil;
	u16 sense;
	unsigned long clicks;
	struct mutex lock;
	struct mdev_device *mdev;
	struct eventfd_ctx *change_evt;
};

static struct class *relay_class;
static struct device *relay_rack;

static int relay_signal(struct relay_board *board)
{
	if (!board->change_evt) {
		dev_dbg(board->vdev.dev, "no interrupt handler\n");
		return -ENXIO;
	}

	eventfd_signal(board->change_evt, 1);
	return 0;
}

static int relay_settle(struct relay_board *board, u16 old)
{
	board->sense = board->coil;
	if (board->sense == old)
		return 0;

	board->clicks++;
	return relay_signal(board);
}

static int relay_drive(struct relay_board *board, u16 coil)
{
	u16 old;

	old = board->sense;
	board->coil = coil;
	return relay_settle(board, old);
}

static int relay_irq_info(struct relay_board *board,
			  struct vfio_irq_info *info)
{
	if (info->index)
		return -EINVAL;

	info->flags = VFIO_IRQ_INFO_EVENTFD;
	info->count = 1;
	return 0;
}

static const struct vfio_device_ops relay_dev_ops;
static void relay_release_state(struct relay_board *board);

static int relay_probe(struct mdev_device *mdev)
{
	struct relay_board *board;
	int ret;

	if (!mdev)
		return -EINVAL;

	board = kzalloc(sizeof(struct relay_board), GFP_KERNEL);
	if (!board)
		return -ENOMEM;

	vfio_init_group_dev(&board->vdev, &mdev->dev, &relay_dev_ops);

	mutex_init(&board->lock);
	board->mdev = mdev;
	dev_set_drvdata(&mdev->dev, board);

	ret = vfio_register_group_dev(&board->vdev);
	if (ret) {
		relay_release_state(board);
		return ret;
	}

	return 0;
}

static void relay_release_state(struct relay_board *board)
{
	if (board->change_evt)
		eventfd_ctx_put(board->change_evt);
	kfree(board);
}

static void relay_remove(struct mdev_device *mdev)
{
	struct relay_board *board = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&board->vdev);
	relay_release_state(board);
}

static int relay_open(struct vfio_device *vdev)
{
	return 0;
}

static void relay_release(struct vfio_device *vdev)
{
}

static ssize_t relay_read(struct vfio_device *vdev, char __user *buf,
			  size_t count, loff_t *ppos)
{
	struct relay_board *board;
	u16 val;

	board = container_of(vdev, struct relay_board, vdev);

	if (count != sizeof(val))
		return -EINVAL;

	mutex_lock(&board->lock);
	val = *ppos == RELAY_SENSE ? board->sense : board->coil;
	mutex_unlock(&board->lock);

	if (copy_to_user(buf, &val, sizeof(val)))
		return -EFAULT;
	return sizeof(val);
}

static ssize_t relay_write(struct vfio_device *vdev, const char __user *buf,
			   size_t count, loff_t *ppos)
{
	struct relay_board *board;
	u16 val;

	board = container_of(vdev, struct relay_board, vdev);

	if (count != sizeof(val) || *ppos != RELAY_COIL)
		return -EINVAL;
	if (copy_from_user(&val, buf, sizeof(val)))
		return -EFAULT;

	mutex_lock(&board->lock);
	if (relay_drive(board, val) < 0)
		dev_dbg(vdev->dev, "change not signalled\n");
	mutex_unlock(&board->lock);
	return sizeof(val);
}

static int relay_set_irqs(struct relay_board *board, struct vfio_irq_set *hdr,
			  s32 fd)
{
	struct eventfd_ctx *evt = NULL;

	if (hdr->index || hdr->count > 1)
		return -EINVAL;

	if (hdr->flags & VFIO_IRQ_SET_DATA_EVENTFD) {
		evt = eventfd_ctx_fdget(fd);
		if (IS_ERR(evt))
			return PTR_ERR(evt);
	}

	mutex_lock(&board->lock);
	swap(board->change_evt, evt);
	mutex_unlock(&board->lock);
	if (evt)
		eventfd_ctx_put(evt);
	return 0;
}

static long relay_ioctl(struct vfio_device *vdev, unsigned int cmd,
			unsigned long arg)
{
	struct relay_board *board =
		container_of(vdev, struct relay_board, vdev);
	void __user *uarg = (void __user *)arg;
	struct vfio_irq_info info;
	struct vfio_irq_set hdr;
	unsigned long minsz;
	s32 fd = -1;
	int ret;

	switch (cmd) {
	case VFIO_DEVICE_GET_IRQ_INFO:
		minsz = offsetofend(struct vfio_irq_info, count);
		if (copy_from_user(&info, uarg, minsz))
			return -EFAULT;
		ret = relay_irq_info(board, &info);
		if (ret)
			return ret;
		return copy_to_user(uarg, &info, minsz) ? -EFAULT : 0;
	case VFIO_DEVICE_SET_IRQS:
		minsz = offsetofend(struct vfio_irq_set, count);
		if (copy_from_user(&hdr, uarg, minsz))
			return -EFAULT;
		if (hdr.count && copy_from_user(&fd, uarg + minsz, sizeof(fd)))
			return -EFAULT;
		return relay_set_irqs(board, &hdr, fd);
	}

	return -ENOTTY;
}

static ssize_t
device_api_show(struct mdev_type *mtype, struct mdev_type_attribute *attr,
		char *buf)
{
	return sprintf(buf, "%s\n", VFIO_DEVICE_API_PLATFORM_STRING);
}
static MDEV_TYPE_ATTR_RO(device_api);

static struct attribute *relay_type_attrs[] = {
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group relay_type_16 = {
	.name = "16",
	.attrs = relay_type_attrs,
};

static struct attribute_group *relay_types[] = { &relay_type_16, NULL };

static const struct vfio_device_ops relay_dev_ops = {
	.name = "vfio-relay",
	.open = relay_open,
	.release = relay_release,
	.read = relay_read,
	.write = relay_write,
	.ioctl = relay_ioctl,
};

static struct mdev_driver relay_driver = {
	.driver = {
		.name = "relay",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = relay_probe,
	.remove = relay_remove,
};

static const struct mdev_parent_ops relay_parent_ops = {
	.owner = THIS_MODULE,
	.device_driver = &relay_driver,
	.supported_type_groups = relay_types,
};

static int __init relay_init(void)
{
	int ret;

	relay_class = class_create(THIS_MODULE, "relay");
	if (IS_ERR(relay_class))
		return PTR_ERR(relay_class);

	relay_rack = device_create(relay_class, NULL, 0, NULL, "rack");
	if (IS_ERR(relay_rack)) {
		ret = PTR_ERR(relay_rack);
		goto failed_rack;
	}

	ret = mdev_register_driver(&relay_driver);
	if (ret)
		goto failed_mdev;

	ret = mdev_register_device(relay_rack, &relay_parent_ops);
	if (ret < 0)
		goto failed_mdev_driver;

	pr_info("relay: rack is up\n");
	goto all_done;

failed_mdev_driver:
	mdev_unregister_driver(&relay_driver);
failed_mdev:
	device_unregister(relay_rack);
failed_rack:
	class_destroy(relay_class);
all_done:
	return ret;
}

static void __exit relay_exit(void)
{
	mdev_unregister_device(relay_rack);
	mdev_unregister_driver(&relay_driver);
	device_unregister(relay_rack);
	class_destroy(relay_class);
	pr_info("relay: rack is down\n");
}

module_init(relay_init)
module_exit(relay_exit)

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated relay boards");
