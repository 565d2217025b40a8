// SPDX-License-Identifier: GPL-2.0
/*
 * lighthouse - one lamp per tower, one mediated device per lamp
 */
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/atomic.h>
#include <linux/device.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct lighthouse_tower {
	struct list_head node;
	struct device *dev;
	struct mdev_device *keeper;
	atomic_t avail;
	u8 flashes[16];
	u32 period;
};

static LIST_HEAD(lighthouse_coast);
static DEFINE_MUTEX(lighthouse_coast_lock);

static struct lighthouse_tower *lighthouse_find(struct device *dev)
{
	struct lighthouse_tower *tower, *found = NULL;

	mutex_lock(&lighthouse_coast_lock);
	list_for_each_entry(tower, &lighthouse_coast, node) {
		if (tower->dev == dev) {
			found = tower;
			break;
		}
	}
	mutex_unlock(&lighthouse_coast_lock);
	return found;
}

static int lighthouse_create(struct mdev_device *mdev)
{
	struct lighthouse_tower *tower = lighthouse_find(mdev_parent_dev(mdev));

	if (!tower)
		return -ENODEV;
	if (atomic_dec_if_positive(&tower->avail) < 0)
		return -EPERM;

	tower->keeper = mdev;
	tower->period = 10;
	return 0;
}

static int lighthouse_remove(struct mdev_device *mdev)
{
	struct lighthouse_tower *tower = lighthouse_find(mdev_parent_dev(mdev));

	if (!tower || tower->keeper != mdev)
		return -ENODEV;

	memset(tower->flashes, 0, sizeof(tower->flashes));
	tower->keeper = NULL;
	atomic_inc(&tower->avail);
	return 0;
}

static int lighthouse_open(struct mdev_device *mdev)
{
	return 0;
}

static void lighthouse_release(struct mdev_device *mdev)
{
	struct lighthouse_tower *tower = lighthouse_find(mdev_parent_dev(mdev));

	if (tower)
		tower->period = 10;
}

static ssize_t lighthouse_read(struct mdev_device *mdev, char __user *buf,
			       size_t count, loff_t *ppos)
{
	struct lighthouse_tower *tower = lighthouse_find(mdev_parent_dev(mdev));

	if (!tower)
		return -ENODEV;
	if (count != sizeof(tower->period))
		return -EINVAL;
	return copy_to_user(buf, &tower->period, count) ? -EFAULT : count;
}

static ssize_t lighthouse_write(struct mdev_device *mdev,
				const char __user *buf, size_t count,
				loff_t *ppos)
{
	struct lighthouse_tower *tower = lighthouse_find(mdev_parent_dev(mdev));

	if (!tower)
		return -ENODEV;
	if (count > sizeof(tower->flashes))
		return -EINVAL;
	return copy_from_user(tower->flashes, buf, count) ? -EFAULT : count;
}

static ssize_t available_instances_show(struct mdev_type *mtype,
					struct mdev_type_attribute *attr,
					char *buf)
{
	struct lighthouse_tower *tower =
		lighthouse_find(mtype_get_parent_dev(mtype));

	return sprintf(buf, "%d\n", tower ? atomic_read(&tower->avail) : 0);
}
static MDEV_TYPE_ATTR_RO(available_instances);

static struct attribute *lighthouse_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	NULL,
};

static struct attribute_group lighthouse_group = {
	.name = "lamp",
	.attrs = lighthouse_attrs,
};

static struct attribute_group *lighthouse_groups[] = {
	&lighthouse_group,
	NULL,
};

/* An mdev as vfio sees it. */
struct lighthouse_mdev {
	struct vfio_device vdev;
	struct mdev_device *mdev;
};

/* What devres_find() knows a wrapped device by. */
static void lighthouse_mdev_release(struct device *dev, void *res)
{
}

static struct mdev_device *lighthouse_to_mdev(struct vfio_device *vdev)
{
	return container_of(vdev, struct lighthouse_mdev, vdev)->mdev;
}

static int lighthouse_vfio_open(struct vfio_device *vdev)
{
	return lighthouse_open(lighthouse_to_mdev(vdev));
}

static void lighthouse_vfio_release(struct vfio_device *vdev)
{
	lighthouse_release(lighthouse_to_mdev(vdev));
}

static ssize_t lighthouse_vfio_read(struct vfio_device *vdev, char __user *buf,
				    size_t count, loff_t *ppos)
{
	return lighthouse_read(lighthouse_to_mdev(vdev), buf, count, ppos);
}

static ssize_t lighthouse_vfio_write(struct vfio_device *vdev,
				     const char __user *buf, size_t count,
				     loff_t *ppos)
{
	return lighthouse_write(lighthouse_to_mdev(vdev), buf, count, ppos);
}

static const struct vfio_device_ops lighthouse_dev_ops = {
	.name = "vfio-lighthouse",
	.open = lighthouse_vfio_open,
	.release = lighthouse_vfio_release,
	.read = lighthouse_vfio_read,
	.write = lighthouse_vfio_write,
};

static int lighthouse_mdev_probe(struct mdev_device *mdev)
{
	struct lighthouse_mdev *wrapped;
	int ret;

	wrapped = devres_alloc(lighthouse_mdev_release, sizeof(*wrapped),
			       GFP_KERNEL);
	if (!wrapped)
		return -ENOMEM;

	wrapped->mdev = mdev;
	vfio_init_group_dev(&wrapped->vdev, &mdev->dev, &lighthouse_dev_ops);
	devres_add(&mdev->dev, wrapped);

	ret = lighthouse_create(mdev);
	if (ret)
		return ret;

	ret = vfio_register_group_dev(&wrapped->vdev);
	if (ret)
		lighthouse_remove(mdev);

	return ret;
}

static void lighthouse_mdev_remove(struct mdev_device *mdev)
{
	struct lighthouse_mdev *wrapped;
	int ret;

	wrapped = devres_find(&mdev->dev, lighthouse_mdev_release, NULL, NULL);
	vfio_unregister_group_dev(&wrapped->vdev);
	ret = lighthouse_remove(mdev);
	if (ret)
		dev_err(&mdev->dev, "Remove failed: err=%d\n", ret);
}

static struct mdev_driver lighthouse_mdev_driver = {
	.driver = {
		.name = "lighthouse",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = lighthouse_mdev_probe,
	.remove = lighthouse_mdev_remove,
	.supported_type_groups = lighthouse_groups,
};

static int lighthouse_probe(struct platform_device *pdev)
{
	struct lighthouse_tower *tower;
	int ret;

	tower = kzalloc(sizeof(*tower), GFP_KERNEL);
	if (!tower)
		return -ENOMEM;

	tower->dev = &pdev->dev;
	atomic_set(&tower->avail, 1);
	platform_set_drvdata(pdev, tower);
	mutex_lock(&lighthouse_coast_lock);
	list_add_tail(&tower->node, &lighthouse_coast);
	mutex_unlock(&lighthouse_coast_lock);

	ret = mdev_register_device(tower->dev, &lighthouse_mdev_driver);
	if (ret)
		goto err_list;
	return 0;

err_list:
	mutex_lock(&lighthouse_coast_lock);
	list_del(&tower->node);
	mutex_unlock(&lighthouse_coast_lock);
	kfree(tower);
	return ret;
}

static int lighthouse_shutdown(struct platform_device *pdev)
{
	struct lighthouse_tower *tower = platform_get_drvdata(pdev);

	mdev_unregister_device(tower->dev);
	mutex_lock(&lighthouse_coast_lock);
	list_del(&tower->node);
	mutex_unlock(&lighthouse_coast_lock);
	kfree(tower);
	return 0;
}

static struct platform_driver lighthouse_driver = {
	.driver	= { .name = "lighthouse" },
	.probe	= lighthouse_probe,
	.remove	= lighthouse_shutdown,
};

static int __init lighthouse_init(void)
{
	int ret;

	ret = mdev_register_driver(&lighthouse_mdev_driver);
	if (ret)
		return ret;

	ret = platform_driver_register(&lighthouse_driver);
	if (ret)
		mdev_unregister_driver(&lighthouse_mdev_driver);

	return ret;
}

static void __exit lighthouse_exit(void)
{
	platform_driver_unregister(&lighthouse_driver);
	mdev_unregister_driver(&lighthouse_mdev_driver);
}

module_init(lighthouse_init);
module_exit(lighthouse_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Lighthouse lamps as mediated devices");
