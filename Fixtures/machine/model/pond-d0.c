// SPDX-License-Identifier: GPL-2.0
/*
 * pond-d0 - mediated ponds: an array of types, vfio_alloc_device()
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct pond {
	struct vfio_device vdev;
	unsigned long page;
	int frogs;
};

static struct device *pond_shore;
static struct mdev_parent pond_parent;
static struct mdev_type pond_small = {
	.sysfs_name = "small",
	.pretty_name = "a small pond",
};
static struct mdev_type pond_large = {
	.sysfs_name = "large",
};
static struct mdev_type *pond_types[] = { &pond_small, &pond_large };

static vm_fault_t pond_fault(struct vm_fault *vmf)
{
	struct pond *pond = vmf->vma->vm_private_data;

	if (vmf->pgoff > 1)
		return VM_FAULT_SIGBUS;
	vmf->page = virt_to_page(pond->page);
	get_page(vmf->page);
	return 0;
}

static void pond_dry(struct vm_area_struct *vma)
{
	struct pond *pond = vma->vm_private_data;

	pond->frogs--;
}

static const struct vm_operations_struct pond_vm_ops = {
	.fault = pond_fault,
	.close = pond_dry,
};

static int pond_mmap_it(struct pond *pond, struct vm_area_struct *vma)
{
	if (vma->vm_pgoff)
		return -EINVAL;
	vma->vm_private_data = pond;
	vma->vm_ops = &pond_vm_ops;
	pond->frogs++;
	return 0;
}

static long pond_info(struct pond *pond, unsigned int cmd, unsigned long arg)
{
	struct vfio_device_info info = { };

	switch (cmd) {
	case VFIO_DEVICE_GET_INFO:
		if (copy_from_user(&info, (void __user *)arg, 16))
			return -EFAULT;
		if (info.argsz < 16)
			return -EINVAL;
		info.flags = VFIO_DEVICE_FLAGS_RESET;
		info.num_regions = 3;
		info.num_irqs = pond->frogs;
		return copy_to_user((void __user *)arg, &info, 16) ? -EFAULT : 0;
	default:
		return -ENOTTY;
	}
}

static ssize_t pond_copy(struct pond *pond, char __user *to, size_t count,
			 loff_t *ppos)
{
	return simple_read_from_buffer(to, count, ppos, (void *)pond->page,
				       PAGE_SIZE);
}

static ssize_t pond_fill(struct pond *pond, const char __user *from,
			 size_t count, loff_t *ppos)
{
	return simple_write_to_buffer((void *)pond->page, PAGE_SIZE, ppos, from,
				      count);
}

static int pond_dig(struct vfio_device *vdev)
{
	struct pond *pond = container_of(vdev, struct pond, vdev);

	if (to_mdev_device(vdev->dev)->type != &pond_small)
		return -EBUSY;
	pond->page = get_zeroed_page(GFP_KERNEL);
	return pond->page ? 0 : -ENOMEM;
}

static void pond_free(struct vfio_device *vdev)
{
	struct pond *pond = container_of(vdev, struct pond, vdev);

	free_page(pond->page);
	vfio_free_device(vdev);
}

static int pond_open(struct vfio_device *vdev)
{
	struct pond *pond = container_of(vdev, struct pond, vdev);

	pond->frogs++;
	return 0;
}

static void pond_close(struct vfio_device *vdev)
{
	struct pond *pond = container_of(vdev, struct pond, vdev);

	pond->frogs--;
}

static ssize_t pond_read(struct vfio_device *vdev, char __user *buf, size_t count,
			 loff_t *ppos)
{
	struct pond *pond = container_of(vdev, struct pond, vdev);

	return pond_copy(pond, buf, count, ppos);
}

static ssize_t pond_write(struct vfio_device *vdev, const char __user *buf,
			  size_t count, loff_t *ppos)
{
	struct pond *pond = container_of(vdev, struct pond, vdev);

	return pond_fill(pond, buf, count, ppos);
}

static long pond_ioctl(struct vfio_device *vdev, unsigned int cmd,
		       unsigned long arg)
{
	struct pond *pond = container_of(vdev, struct pond, vdev);

	return pond_info(pond, cmd, arg);
}

static int pond_mmap(struct vfio_device *vdev, struct vm_area_struct *vma)
{
	struct pond *pond = container_of(vdev, struct pond, vdev);

	return pond_mmap_it(pond, vma);
}

static const struct vfio_device_ops pond_vfio_ops = {
	.init = pond_dig,
	.release = pond_free,
	.open_device = pond_open,
	.close_device = pond_close,
	.read = pond_read,
	.write = pond_write,
	.ioctl = pond_ioctl,
	.mmap = pond_mmap,
};

static int pond_probe(struct mdev_device *mdev)
{
	struct pond *pond;
	int ret;

	pond = vfio_alloc_device(pond, vdev, &mdev->dev, &pond_vfio_ops);
	if (IS_ERR(pond))
		return PTR_ERR(pond);
	ret = vfio_register_emulated_iommu_dev(&pond->vdev);
	if (ret) {
		vfio_put_device(&pond->vdev);
		return ret;
	}
	dev_set_drvdata(&mdev->dev, pond);
	dev_info(&mdev->dev, "dug below %s\n",
		 dev_name(mdev->type->parent->dev));
	return 0;
}

static void pond_remove(struct mdev_device *mdev)
{
	struct pond *pond = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&pond->vdev);
	vfio_put_device(&pond->vdev);
}

static unsigned int pond_get_available(struct mdev_type *mtype)
{
	return 7;
}

static ssize_t pond_show_description(struct mdev_type *mtype, char *buf)
{
	return sprintf(buf, "wet: %s\n", mtype->sysfs_name);
}

static ssize_t frogs_show(struct device *dev, struct device_attribute *attr,
			  char *buf)
{
	struct pond *pond = dev_get_drvdata(dev);

	return sprintf(buf, "%d\n", pond->frogs);
}
static DEVICE_ATTR_RO(frogs);

static struct attribute *pond_device_attrs[] = {
	&dev_attr_frogs.attr,
	NULL,
};
ATTRIBUTE_GROUPS(pond_device);

static struct mdev_driver pond_driver = {
	.device_api = VFIO_DEVICE_API_PCI_STRING,
	.driver = {
		.name = "pond",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
		.dev_groups = pond_device_groups,
	},
	.probe = pond_probe,
	.remove = pond_remove,
	.get_available = pond_get_available,
	.show_description = pond_show_description,
};

static int __init pond_init(void)
{
	int ret;

	pond_shore = root_device_register("pond");
	if (IS_ERR(pond_shore))
		return PTR_ERR(pond_shore);
	ret = mdev_register_driver(&pond_driver);
	if (ret)
		goto err_shore;
	ret = mdev_register_parent(&pond_parent, pond_shore, &pond_driver,
				   pond_types, ARRAY_SIZE(pond_types));
	if (ret)
		goto err_driver;
	return 0;

err_driver:
	mdev_unregister_driver(&pond_driver);
err_shore:
	root_device_unregister(pond_shore);
	return ret;
}

static void __exit pond_exit(void)
{
	mdev_unregister_parent(&pond_parent);
	mdev_unregister_driver(&pond_driver);
	root_device_unregister(pond_shore);
}

module_init(pond_init);
module_exit(pond_exit);

MODULE_LICENSE("GPL");
